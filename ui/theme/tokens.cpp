// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/tokens.h"

namespace fb::ui {

namespace {

Tokens makeLight()
{
    Tokens t;
    t.background = QColor(0xf4f6f8);
    t.surface = QColor(0xffffff);
    t.line = QColor(0xdfe4ea);
    t.text = QColor(0x16202b);
    t.muted = QColor(0x5a6776);
    t.accent = QColor(0x2456c9);
    t.accentSoft = QColor(0xe7eefc);
    t.pass = QColor(0x137a48);
    t.passSoft = QColor(0xe3f5eb);
    t.fail = QColor(0xb3261e);
    t.failSoft = QColor(0xfdeceb);
    t.attention = QColor(0x8a5a00);
    t.attentionSoft = QColor(0xfff4dc);
    t.aside = QColor(0x6b3fa0);
    t.asideSoft = QColor(0xf1eafb);
    t.onStrong = t.surface;
    t.track = t.line;
    t.scrim = QColor(0, 0, 0, 128);
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.dark = true;
    t.background = QColor(0x10151b);
    t.surface = QColor(0x181f27);
    t.line = QColor(0x2b3541);
    t.text = QColor(0xe8edf3);
    t.muted = QColor(0x97a5b5);
    t.accent = QColor(0x7ea6ff);
    t.accentSoft = QColor(0x1d2b47);
    t.pass = QColor(0x56d394);
    t.passSoft = QColor(0x15301f);
    t.fail = QColor(0xff8a80);
    t.failSoft = QColor(0x3a1a1a);
    t.attention = QColor(0xf0b94a);
    t.attentionSoft = QColor(0x35290f);
    t.aside = QColor(0xc3a1f2);
    t.asideSoft = QColor(0x2a1f3d);
    t.onStrong = t.background;
    t.track = t.line;
    t.scrim = QColor(0, 0, 0, 140);
    return t;
}

} // namespace

QColor Tokens::strong(Tone tone) const
{
    switch (tone) {
    case Tone::Accent: return accent;
    case Tone::Pass: return pass;
    case Tone::Fail: return fail;
    case Tone::Attention: return attention;
    case Tone::Aside: return aside;
    case Tone::Neutral: break;
    }
    return muted;
}

QColor Tokens::soft(Tone tone) const
{
    switch (tone) {
    case Tone::Accent: return accentSoft;
    case Tone::Pass: return passSoft;
    case Tone::Fail: return failSoft;
    case Tone::Attention: return attentionSoft;
    case Tone::Aside: return asideSoft;
    case Tone::Neutral: break;
    }
    return background;
}

const Tokens &lightTokens()
{
    static const Tokens tokens = makeLight();
    return tokens;
}

const Tokens &darkTokens()
{
    static const Tokens tokens = makeDark();
    return tokens;
}

QColor mixed(const QColor &under, const QColor &over, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(a + (b - a) * share + 0.5); };
    return {mix(under.red(), over.red()), mix(under.green(), over.green()), mix(under.blue(), over.blue())};
}

} // namespace fb::ui
