// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/notice.h"

#include "widgets/overlay.h"

#include <QCoreApplication>
#include <QPushButton>

namespace fb::ui {

void showNotice(QWidget *owner, const QString &sentence)
{
    auto *notice = new Overlay(owner);
    notice->setTitle(QCoreApplication::translate("fb::ui::Notice", "That did not work"));
    notice->setSentence(sentence);
    notice->open(notice->addAcceptButton(QCoreApplication::translate("fb::ui::Notice", "Understood"), ButtonKind::Primary));
}

} // namespace fb::ui
