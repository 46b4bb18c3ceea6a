// SPDX-License-Identifier: GPL-3.0-or-later
// Where tests find their data. Known answers and real firmware live in tests/vectors, or in a folder named shared/
// beside the checkout; a test whose data is in neither skips with a message.
#pragma once

#include "base/bytes.h"

#include <QJsonObject>

namespace fb::test {

/** The top of this source tree. */
[[nodiscard]] QString sourceFolder();
/** Absolute path of "vectors/..." or "images/..."; empty where it is not there. */
[[nodiscard]] QString sharedPath(const QString &relative);
/** Whole file; fails the test by an empty answer where it is missing. */
[[nodiscard]] Bytes readAll(const QString &path);
/** Bytes of a data source as vectors/manifest.json describes it: file name, or object with file/stream/fill/hex/parts and patch. */
[[nodiscard]] Bytes vectorBytes(const QJsonValue &source);
/** All cases of one group of vectors/manifest.json; empty where the vectors are not there. */
[[nodiscard]] QList<QJsonObject> vectorCases(const QString &group);

} // namespace fb::test

/** Skips the running test function where shared data is absent. */
#define FB_NEED_SHARED(relative)                                                                                       \
    do {                                                                                                               \
        if (fb::test::sharedPath(relative).isEmpty())                                                                  \
            QSKIP("shared data not found: " relative);                                                                 \
    } while (false)

/** QVERIFY for a Result, printing its error. */
#define FB_VERIFY_OK(result)                                                                                           \
    do {                                                                                                               \
        if (!(result).ok())                                                                                            \
            QFAIL(qPrintable((result).error().toLine()));                                                              \
    } while (false)
