// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "devices/flash_bar.h"
#include "devices/fuse_map.h"
#include "devices/timeline_view.h"
#include "fleet/device.h"
#include "models/flash_part_model.h"
#include "models/fuse_field_model.h"
#include "models/security_rules.h"
#include "widgets/card.h"
#include "widgets/segments.h"
#include "widgets/table.h"

#include <QScrollArea>
#include <QSortFilterProxyModel>

class QGridLayout;
class QLineEdit;
class QStackedWidget;

namespace fb::ui {

struct DeviceHeading
{
    QString title, subtitle, state;
    Tone tone = Tone::Neutral;
};

[[nodiscard]] Tone toneOfDeviceState(const QString &state);

/** One unit: is it locked and which rule says so, its fuses as a picture, its flash, and what happened when. */
class DeviceView : public QScrollArea
{
    Q_OBJECT
public:
    explicit DeviceView(QWidget *parent = nullptr);
    void setChips(const chip::Catalogue *chips) { m_chips = chips; }
    void setDetails(const fleet::DeviceDetails &details);
    [[nodiscard]] DeviceHeading heading() const;
    void showFields(bool fields); ///< the eFuses as a table; else as a picture
    [[nodiscard]] FuseMap *fuseMap() const { return m_map; }
    [[nodiscard]] Segments *fuseChoice() const { return m_fuseChoice; }
    [[nodiscard]] QLineEdit *fieldSearch() const { return m_fieldSearch; }
    [[nodiscard]] Table *fieldTable() const { return m_fieldTable; }
    [[nodiscard]] TimelineModel &timeline() { return m_timelineModel; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    Card *makeSecurityCard();
    Card *makeRunCard();
    Card *makeFuseCard();
    Card *makeFlashCard();
    Card *makeHistoryCard();
    void retranslate();
    void fill();
    void fillSecurity();
    void fillRun();
    void fillFuses();
    void fillFlash();
    void place();

    const chip::Catalogue *m_chips = nullptr;
    fleet::DeviceDetails m_details;
    DeviceFacts m_facts;
    FuseFieldModel m_fieldModel;
    QSortFilterProxyModel m_fieldFilter;
    FlashPartModel m_partModel;
    TimelineModel m_timelineModel;

    QWidget *m_board;
    QGridLayout *m_grid;
    TextLabel *m_securitySentence, *m_securitySource, *m_runSentence, *m_fuseNone, *m_flashNone, *m_legend, *m_historyNone;
    Pill *m_securityPill;
    QVBoxLayout *m_rules;
    QVBoxLayout *m_steps;
    QStackedWidget *m_fuseStack;
    Segments *m_fuseChoice;
    FuseMap *m_map;
    QLineEdit *m_fieldSearch;
    Table *m_fieldTable;
    FlashBar *m_flashBar;
    Table *m_partTable;
    TimelineView *m_timeline;
    Card *m_securityCard, *m_runCard, *m_fuseCard, *m_flashCard, *m_historyCard;
    int m_columns = 0;
};

} // namespace fb::ui
