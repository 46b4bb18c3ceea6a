// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme_style.h"

#include "theme/fonts.h"
#include "theme/style_parts.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleFactory>

#include <algorithm>

namespace fb::ui {

namespace {

constexpr const char *kindProperty = "fbButtonKind";

/** Room for the two step buttons of a spin box. */
constexpr int stepperWidth = 24;

const QStyleOptionSlider *asSlider(const QStyleOption *option)
{
    return qstyleoption_cast<const QStyleOptionSlider *>(option);
}

} // namespace

const Tokens &currentTokens()
{
    const auto *style = qobject_cast<const ThemeStyle *>(QApplication::style());
    return style ? style->tokens() : lightTokens();
}

void setButtonKind(QPushButton &button, ButtonKind kind)
{
    button.setProperty(kindProperty, static_cast<int>(kind));
    button.update();
}

ButtonKind buttonKindOf(const QWidget *widget)
{
    return widget ? static_cast<ButtonKind>(widget->property(kindProperty).toInt()) : ButtonKind::Normal;
}

ThemeStyle::ThemeStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_tokens(&lightTokens()) {}

void ThemeStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = *m_tokens;
    switch (element) {
    case PE_PanelButtonCommand: return parts::drawButton(*painter, *option, t, buttonKindOf(widget));
    case PE_PanelButtonTool: return parts::drawButton(*painter, *option, t, ButtonKind::Quiet);
    case PE_FrameDefaultButton:
    case PE_FrameButtonBevel:
    case PE_FrameStatusBarItem:
    case PE_FrameLineEdit: return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            parts::drawField(*painter, *option, t);
        return;
    }
    case PE_FrameFocusRect:
        if (!qobject_cast<const QAbstractItemView *>(widget))
            parts::drawFocusRing(*painter, option->rect, t, size::controlRadius);
        return;
    case PE_IndicatorItemViewItemCheck:
    case PE_IndicatorCheckBox: return parts::drawCheckBox(*painter, *option, t);
    case PE_IndicatorRadioButton: return parts::drawRadio(*painter, *option, t);
    case PE_PanelItemViewItem: return parts::drawItemBackground(*painter, *option, t);
    case PE_PanelItemViewRow: return;
    case PE_FrameMenu: return;
    case PE_PanelMenu:
    case PE_PanelTipLabel: return parts::drawBox(*painter, option->rect, t.surface, t.line, 0);
    case PE_IndicatorArrowDown: return parts::drawChevron(*painter, option->rect, t.muted, 0);
    case PE_IndicatorArrowLeft: return parts::drawChevron(*painter, option->rect, t.muted, 90);
    case PE_IndicatorArrowUp: return parts::drawChevron(*painter, option->rect, t.muted, 180);
    case PE_IndicatorArrowRight: return parts::drawChevron(*painter, option->rect, t.muted, 270);
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ThemeStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = *m_tokens;
    switch (element) {
    case CE_PushButtonLabel: {
        QStyleOptionButton button(*qstyleoption_cast<const QStyleOptionButton *>(option));
        button.palette.setColor(QPalette::ButtonText, parts::buttonTextColour(button, t, buttonKindOf(widget)));
        button.palette.setColor(QPalette::Disabled, QPalette::ButtonText, button.palette.color(QPalette::Active, QPalette::ButtonText));
        return QProxyStyle::drawControl(element, &button, painter, widget);
    }
    case CE_HeaderSection: return parts::drawHeaderSection(*painter, *option, t);
    case CE_HeaderEmptyArea: return parts::drawHeaderSection(*painter, *option, t);
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            parts::drawHeaderLabel(*painter, *header, t);
        return;
    case CE_ComboBoxLabel: {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        const QRect area = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
        painter->setPen(combo->palette.color(QPalette::ButtonText));
        painter->drawText(area, Qt::AlignVCenter, painter->fontMetrics().elidedText(combo->currentText, Qt::ElideRight, area.width()));
        return;
    }
    case CE_ShapedFrame: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->frameShape == QFrame::StyledPanel)
            return parts::drawBox(*painter, option->rect, t.surface, t.line, size::controlRadius);
        return QProxyStyle::drawControl(element, option, painter, widget);
    }
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void ThemeStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                    const QWidget *widget) const
{
    const Tokens &t = *m_tokens;
    switch (control) {
    case CC_ScrollBar:
        if (const auto *slider = asSlider(option))
            parts::drawScrollBar(*painter, *slider, t, subControlRect(CC_ScrollBar, slider, SC_ScrollBarSlider, widget));
        return;
    case CC_ComboBox:
        parts::drawField(*painter, *option, t);
        return parts::drawChevron(*painter, subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), t.muted, 0);
    case CC_SpinBox:
        parts::drawField(*painter, *option, t);
        parts::drawChevron(*painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget), t.muted, 180);
        return parts::drawChevron(*painter, subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget), t.muted, 0);
    default: QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect ThemeStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const QRect r = option->rect;
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return visualRect(option->direction, r, r.adjusted(12, 2, -32, -2));
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return visualRect(option->direction, r, QRect(r.right() - 28, r.top(), 24, r.height()));
    if (control == CC_SpinBox) {
        const int half = r.height() / 2;
        const int left = r.right() - stepperWidth - 2;
        switch (part) {
        case SC_SpinBoxEditField: return visualRect(option->direction, r, r.adjusted(8, 2, -stepperWidth - 4, -2));
        case SC_SpinBoxUp: return visualRect(option->direction, r, QRect(left, r.top() + 2, stepperWidth, half - 2));
        case SC_SpinBoxDown: return visualRect(option->direction, r, QRect(left, r.top() + half, stepperWidth, half - 2));
        default: break;
        }
    }
    if (control == CC_ScrollBar && (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine))
        return {};
    if (control == CC_ScrollBar && part == SC_ScrollBarGroove)
        return r;
    if (const auto *slider = asSlider(option); control == CC_ScrollBar && slider && part == SC_ScrollBarSlider) {
        const bool across = slider->orientation == Qt::Horizontal;
        const int length = across ? r.width() : r.height();
        const qint64 range = qint64(slider->maximum) - slider->minimum + slider->pageStep;
        const int handle = std::clamp(static_cast<int>(qint64(length) * slider->pageStep / std::max<qint64>(range, 1)), 32, std::max(length, 32));
        const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition, length - handle, slider->upsideDown);
        return across ? QRect(r.left() + start, r.top(), handle, r.height()) : QRect(r.left(), r.top() + start, r.width(), handle);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect ThemeStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return visualRect(option->direction, option->rect, option->rect.adjusted(10, 1, -10, -1));
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize ThemeStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    const QSize wanted = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton: return {contents.width() + 32, std::max(contents.height() + 12, size::button)};
    case CT_LineEdit: return {wanted.width() + 20, std::max(wanted.height(), size::field)};
    case CT_ComboBox: return {contents.width() + 52, size::field};
    case CT_SpinBox: return {wanted.width() + stepperWidth, size::field};
    case CT_HeaderSection: return {wanted.width() + size::gap, size::row};
    case CT_CheckBox:
    case CT_RadioButton: return {wanted.width(), std::max(wanted.height(), 28)};
    default: return wanted;
    }
}

int ThemeStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return 12;
    case PM_ScrollBarSliderMin: return 32;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 18;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return 8;
    case PM_ButtonIconSize:
    case PM_SmallIconSize: return size::icon;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_ToolTipLabelFrameWidth: return size::grid;
    case PM_LineEditIconSize: return 18;
    case PM_LineEditIconMargin: return 8;
    case PM_HeaderMarkSize: return 8;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ThemeStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ComboBox_Popup: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut: return 0;
    case SH_Table_GridLineColor: return static_cast<int>(m_tokens->line.rgba());
    case SH_ToolTipLabel_Opacity: return 255;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void ThemeStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QPushButton *>(widget) || qobject_cast<QScrollBar *>(widget) || qobject_cast<QComboBox *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QHeaderView *>(widget))
        widget->setFont(fontFor(TextRole::Small));
}

} // namespace fb::ui
