// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/check_line.h"

#include <QHBoxLayout>

namespace fb::ui {

CheckLine::CheckLine(Shape shape, const QString &text, const QString &detail, QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto *mark = new ShapeLabel(shape, 18);
    row->addWidget(mark, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    auto *sentence = new TextLabel(TextRole::Large);
    sentence->setText(text);
    words->addWidget(sentence->wrapped());
    if (!detail.isEmpty()) {
        auto *small = new TextLabel(TextRole::MonoSmall, palette::muted);
        small->setText(detail);
        words->addWidget(small->wrapped());
    }
    row->addLayout(words, 1);
}

} // namespace fb::ui
