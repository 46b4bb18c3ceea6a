// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/two_line_delegate.h"

#include "theme/fonts.h"
#include "theme/style_parts.h"

#include <QPainter>

namespace fb::ui {

void TwoLineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = currentTokens();
    painter->save();
    if (option.state & QStyle::State_Selected)
        parts::drawBox(*painter, option.rect.adjusted(0, 1, 0, -1), t.accentSoft, t.accent, size::controlRadius);
    else if (option.state & QStyle::State_MouseOver)
        parts::drawBox(*painter, option.rect.adjusted(0, 1, 0, -1), mixed(t.surface, t.line, 0.3), Qt::transparent, size::controlRadius);
    const QRect inner = option.rect.adjusted(12, 8, -12, -8);
    painter->setFont(fontFor(TextRole::Strong));
    painter->setPen(t.text);
    painter->drawText(inner, Qt::AlignLeft | Qt::AlignTop,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
    painter->setFont(fontFor(TextRole::Body));
    painter->setPen(t.muted);
    painter->drawText(inner, Qt::AlignLeft | Qt::AlignBottom,
                      painter->fontMetrics().elidedText(index.data(SecondRole).toString(), Qt::ElideRight, inner.width()));
    painter->restore();
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {200, 58};
}

} // namespace fb::ui
