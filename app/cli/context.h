// SPDX-License-Identifier: GPL-3.0-or-later
// app/cli/: the command line. Each verb group is one file that adds its verbs to the parser (see commands.h).
#pragma once

#include "base/result.h"
#include "chip/chip.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QJsonObject>

#include <functional>
#include <optional>
#include <stop_token>

namespace fb::cli {

/** Options that every verb knows, and how a verb answers. */
class Context
{
public:
    QString dataFolder; ///< --data; made absolute
    QString database;   ///< --database; empty: the embedded one
    bool json = false;
    bool quiet = false;
    QString language;
    QString user;
    QString passphraseFile;
    std::stop_token stop; ///< triggered by Ctrl-C

    /** The chip descriptions, loaded on first use. */
    [[nodiscard]] Result<const chip::Catalogue *> chips();

    /** The answer: `document` with --json, otherwise `text` (lines, no trailing newline). Called once by each verb. */
    void answer(const QJsonObject &document, const QString &text);
    /** Progress and side remarks: standard error, silent with --quiet. */
    void remark(const QString &line) const;
    /** Asks on the terminal for the exact word; false where it was not typed or there is no terminal. */
    [[nodiscard]] bool confirm(const QString &question, const QString &word) const;

private:
    std::optional<chip::Catalogue> m_chips;
};

/** 0 done and yes, 1 done and no; everything else is an Error. */
using Verb = std::function<Result<int>()>;

/**
 * Adds a verb with its example (shown by --help), and what it does when chosen. The caller adds options to the
 * returned parser, bound to variables that the Verb captured (in a shared_ptr).
 */
CLI::App *addVerb(CLI::App &group, const char *name, const char *what, const char *example, Verb verb);

/** The verb group of that name, made on first use: several files may add verbs to one group ("device"). */
[[nodiscard]] CLI::App &verbGroup(CLI::App &root, const char *name, const char *what);

/** Parses, runs the chosen verb, prints answer or error, returns the exit code of cli.md. */
int run(int argc, const char *const *argv, std::stop_token stop);

} // namespace fb::cli
