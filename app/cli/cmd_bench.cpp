// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/line_bench.h"
#include "cli/commands.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace fb::cli {

namespace {

struct BenchOptions
{
    std::vector<std::string> names;
    std::string images;
};

Result<QJsonObject> measure(const QString &name, const QString &images)
{
    if (name == QLatin1String("line"))
        return bench::measureLine(images);
    if (name == QLatin1String("snapshot"))
        return bench::measureSnapshot();
    if (name == QLatin1String("gui"))
        return bench::measureGuiStart();
    return Error({"bench.unknown", ErrorKind::Usage}, QCoreApplication::translate("fb::cli", "There is no measurement of that name."),
                 QCoreApplication::translate("fb::cli", "Known: line, snapshot, gui."), name);
}

Result<int> runBench(Context &context, const BenchOptions &options)
{
    const std::vector<std::string> names = options.names.empty() ? std::vector<std::string>{"line", "snapshot", "gui"} : options.names;
    QJsonObject answer;
    for (const std::string &name : names) {
        const QString text = QString::fromStdString(name);
        FB_TRY(const QJsonObject figures, measure(text, QString::fromStdString(options.images)));
        answer.insert(text, figures);
    }
    context.answer(answer, QString::fromUtf8(QJsonDocument(answer).toJson()).trimmed());
    return 0;
}

} // namespace

void addBenchCommands(CLI::App &root, Context &context)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App *bench = addVerb(root, "bench", "Measures what docs/performance.md reports", "fuseboard-cli bench line",
                              [&context, options] { return runBench(context, *options); });
    bench->add_option("NAME", options->names, "line, snapshot, gui; all where none is named");
    bench->add_option("--images", options->images, "Folder with real firmware, as for the demonstration");
}

} // namespace fb::cli
