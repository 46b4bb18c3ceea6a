// SPDX-License-Identifier: GPL-3.0-or-later
// widgets/: small building blocks that know the theme and nothing of the domain.
#pragma once

#include "theme/fonts.h"
#include "theme/state_shape.h"
#include "theme/theme_style.h"

#include <QLabel>

namespace fb::ui {

/** Plain text in one role of the theme; never interprets markup, so that a serial number cannot paint the window. */
class TextLabel : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(TextRole role, QPalette::ColorRole colour = QPalette::WindowText, QWidget *parent = nullptr);
    /** Breaks long text into lines; height follows width. */
    TextLabel *wrapped();
};

/** One line that ends in "…" when there is no room; the whole text is in the tool tip then. */
class ElidedLabel : public QWidget
{
    Q_OBJECT
public:
    explicit ElidedLabel(TextRole role, QPalette::ColorRole colour = QPalette::WindowText, QWidget *parent = nullptr);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();
    QString m_text;
    QPalette::ColorRole m_colour;
};

/** A state shape of fixed size. */
class ShapeLabel : public QWidget
{
    Q_OBJECT
public:
    explicit ShapeLabel(Shape shape, int pixels = 20, QWidget *parent = nullptr);
    void setShape(Shape shape);
    [[nodiscard]] Shape shape() const { return m_shape; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Shape m_shape;
};

/** A word or two in a round box of a tone: "Shipped". */
class Pill : public QWidget
{
    Q_OBJECT
public:
    explicit Pill(QWidget *parent = nullptr);
    void set(const QString &text, Tone tone);
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    /** The same box for delegates; returns the rectangle that was filled, from the left edge of `area`. */
    static QRect paint(QPainter &painter, const QRect &area, const QString &text, Tone tone, const Tokens &tokens);
    [[nodiscard]] static QSize sizeOf(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
};

} // namespace fb::ui
