<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>fb::ui::BatchChooser</name>
        <message>
            <source>Choose a batch</source>
            <translation>选择批次</translation>
        </message>
        <message>
            <source>Only released batches can be worked on. Scanning a work order does the same.</source>
            <translation>只能处理已放行的批次。扫描工单也可以选择批次。</translation>
        </message>
        <message>
            <source>Released batches</source>
            <translation>已放行的批次</translation>
        </message>
        <message>
            <source>There is no released batch. Create one under Batches and release it.</source>
            <translation>没有已放行的批次。请在“批次”中新建并放行。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>选择</translation>
        </message>
        <message numerus="yes">
            <source>Work order %1  ·  %2  ·  %n unit(s)</source>
            <translation>
                <numerusform>工单 %1  ·  %2  ·  %n 件</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchForm</name>
        <message>
            <source>Add…</source>
            <translation>添加…</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清空</translation>
        </message>
        <message>
            <source>New batch</source>
            <translation>新建批次</translation>
        </message>
        <message>
            <source>It begins as a draft: nothing is made before you release it.</source>
            <translation>新批次先是草稿：放行之前不会生产任何产品。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Create draft</source>
            <translation>创建草稿</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Work order</source>
            <translation>工单</translation>
        </message>
        <message>
            <source>Number of units</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Serial numbers begin with</source>
            <translation>序列号前缀</translation>
        </message>
        <message>
            <source>Profiles, one a chip family</source>
            <translation>配置文件，每个芯片系列一个</translation>
        </message>
        <message>
            <source>Add profile files</source>
            <translation>添加配置文件</translation>
        </message>
        <message>
            <source>Remove all profiles</source>
            <translation>移除所有配置文件</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>配置文件</translation>
        </message>
        <message>
            <source>Profiles (*.json)</source>
            <translation>配置文件 (*.json)</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>暂无</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchModel</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Work order</source>
            <translation>工单</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>不合格</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>已隔离</translation>
        </message>
        <message>
            <source>Chips</source>
            <translation>芯片</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchPanel</name>
        <message>
            <source>Work order</source>
            <translation>工单</translation>
        </message>
        <message>
            <source>Profiles</source>
            <translation>配置文件</translation>
        </message>
        <message>
            <source>Chips</source>
            <translation>芯片</translation>
        </message>
        <message>
            <source>Serial numbers</source>
            <translation>序列号</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>First pass</source>
            <translation>一次合格</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>不合格</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>已隔离</translation>
        </message>
        <message>
            <source>Units per hour</source>
            <translation>每小时产量</translation>
        </message>
        <message>
            <source>Time per unit</source>
            <translation>单件用时</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>Work on it</source>
            <translation>开始处理</translation>
        </message>
        <message>
            <source>Release…</source>
            <translation>放行…</translation>
        </message>
        <message>
            <source>Hold…</source>
            <translation>暂停…</translation>
        </message>
        <message>
            <source>Close…</source>
            <translation>关闭…</translation>
        </message>
        <message>
            <source>Open report</source>
            <translation>打开报告</translation>
        </message>
        <message>
            <source>Open the report of this batch</source>
            <translation>打开此批次的报告</translation>
        </message>
        <message>
            <source>Work on this batch at the line</source>
            <translation>在产线上处理此批次</translation>
        </message>
        <message>
            <source>Release this batch</source>
            <translation>放行此批次</translation>
        </message>
        <message>
            <source>Hold this batch</source>
            <translation>暂停此批次</translation>
        </message>
        <message>
            <source>Close this batch</source>
            <translation>关闭此批次</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::BatchesPage</name>
        <message>
            <source>Batches</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Orders of units, and how far each has come</source>
            <translation>各订单及其完成进度</translation>
        </message>
        <message>
            <source>New batch…</source>
            <translation>新建批次…</translation>
        </message>
        <message>
            <source>Create a batch</source>
            <translation>新建批次</translation>
        </message>
        <message>
            <source>No batches yet</source>
            <translation>还没有批次</translation>
        </message>
        <message>
            <source>A batch says how many units of which profile may be made. Create one, then release it to the line.</source>
            <translation>批次规定按哪个配置生产多少件。请新建一个批次，然后放行到产线。</translation>
        </message>
        <message>
            <source>Create a batch…</source>
            <translation>新建批次…</translation>
        </message>
        <message>
            <source>Release “%1”?</source>
            <translation>放行“%1”？</translation>
        </message>
        <message numerus="yes">
            <source>The line may then make %n unit(s) with these profiles, and not one more.</source>
            <translation>
                <numerusform>放行后产线可按这些配置生产 %n 件，一件也不能多。</numerusform>
            </translation>
        </message>
        <message>
            <source>Release</source>
            <translation>放行</translation>
        </message>
        <message>
            <source>Hold “%1”?</source>
            <translation>暂停“%1”？</translation>
        </message>
        <message>
            <source>No further unit is started until it is released again. Units that are being made are finished.</source>
            <translation>再次放行之前不再开始新的产品。正在处理的产品会完成。</translation>
        </message>
        <message>
            <source>Hold</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Close “%1” for good?</source>
            <translation>永久关闭“%1”？</translation>
        </message>
        <message>
            <source>A closed batch is never worked on again; units still missing need a new batch. Its records stay.</source>
            <translation>关闭的批次不能再处理；尚缺的产品需要新的批次。记录会保留。</translation>
        </message>
        <message>
            <source>Close for good</source>
            <translation>永久关闭</translation>
        </message>
        <message>
            <source>Leave it as it is</source>
            <translation>保持不变</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::DeviceModel</name>
        <message>
            <source>Serial number</source>
            <translation>序列号</translation>
        </message>
        <message>
            <source>MAC</source>
            <translation>MAC</translation>
        </message>
        <message>
            <source>Chip</source>
            <translation>芯片</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Last seen</source>
            <translation>最近一次</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::DeviceView</name>
        <message>
            <source>Locked for release</source>
            <translation>出厂锁定</translation>
        </message>
        <message>
            <source>Last run</source>
            <translation>最近一次运行</translation>
        </message>
        <message>
            <source>eFuses</source>
            <translation>eFuse</translation>
        </message>
        <message>
            <source>each cell a bit; hover for the field</source>
            <translation>每格一位；指向查看字段</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图形</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>■ burned    □ not burned    ▨ hidden or not shown</source>
            <translation>■ 已烧写    □ 未烧写    ▨ 隐藏或未显示</translation>
        </message>
        <message>
            <source>No eFuses have been read from this unit yet.</source>
            <translation>尚未读取此产品的 eFuse。</translation>
        </message>
        <message>
            <source>No partition table has been read from this unit yet.</source>
            <translation>尚未读取此产品的分区表。</translation>
        </message>
        <message>
            <source>Nothing on record yet.</source>
            <translation>暂无记录。</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Field, value or meaning</source>
            <translation>字段、值或含义</translation>
        </message>
        <message>
            <source>Search eFuse fields</source>
            <translation>搜索 eFuse 字段</translation>
        </message>
        <message>
            <source>eFuse fields</source>
            <translation>eFuse 字段</translation>
        </message>
        <message>
            <source>Flash regions</source>
            <translation>闪存区域</translation>
        </message>
        <message>
            <source>eFuse blocks as a picture; the same is under Fields as a table</source>
            <translation>eFuse 块的图形；“字段”中有同样内容的表格</translation>
        </message>
        <message>
            <source>not read</source>
            <translation>未读取</translation>
        </message>
        <message>
            <source>locked</source>
            <translation>已锁定</translation>
        </message>
        <message>
            <source>not locked</source>
            <translation>未锁定</translation>
        </message>
        <message>
            <source>No run has ended on this unit yet.</source>
            <translation>此产品尚无完成的运行。</translation>
        </message>
        <message>
            <source>Flash, %1</source>
            <translation>闪存，%1</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>闪存</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::DevicesPage</name>
        <message>
            <source>Devices</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Every unit that this database knows</source>
            <translation>此数据库中的所有产品</translation>
        </message>
        <message>
            <source>%1 known</source>
            <comment>units</comment>
            <translation>共 %1 件</translation>
        </message>
        <message>
            <source>%1 found</source>
            <comment>units</comment>
            <translation>找到 %1 件</translation>
        </message>
        <message>
            <source>Back to all devices</source>
            <translation>返回所有设备</translation>
        </message>
        <message>
            <source>Back to all devices (Esc)</source>
            <translation>返回所有设备 (Esc)</translation>
        </message>
        <message>
            <source>Serial number, MAC, batch or chip</source>
            <translation>序列号、MAC、批次或芯片</translation>
        </message>
        <message>
            <source>Search devices</source>
            <translation>搜索设备</translation>
        </message>
        <message>
            <source>No devices yet</source>
            <translation>还没有设备</translation>
        </message>
        <message>
            <source>A unit appears here as soon as the line has met it for the first time.</source>
            <translation>产线第一次识别到的产品会显示在这里。</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>没有结果</translation>
        </message>
        <message>
            <source>No unit has “%1” in its serial number, MAC, batch or chip.</source>
            <translation>没有产品的序列号、MAC、批次或芯片包含“%1”。</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Facts</name>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>bootloader</source>
            <translation>引导程序</translation>
        </message>
        <message>
            <source>partition table</source>
            <translation>分区表</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Figures</name>
        <message>
            <source>%1 %</source>
            <translation>%1%</translation>
        </message>
        <message>
            <source>done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>left to make</source>
            <translation>剩余</translation>
        </message>
        <message>
            <source>first pass</source>
            <translation>一次合格率</translation>
        </message>
        <message>
            <source>units per hour</source>
            <translation>件/小时</translation>
        </message>
        <message>
            <source>to finish</source>
            <translation>剩余时间</translation>
        </message>
        <message>
            <source>Work order %1</source>
            <translation>工单 %1</translation>
        </message>
        <message>
            <source>profile %1</source>
            <translation>配置 %1</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::FlashBar</name>
        <message>
            <source>not used</source>
            <translation>未使用</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::FlashPartModel</name>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>not read</source>
            <translation>未读取</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Encrypted</source>
            <translation>已加密</translation>
        </message>
        <message>
            <source>MD5 as read</source>
            <translation>读取的 MD5</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::FuseFieldModel</name>
        <message>
            <source>hidden</source>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>hidden, fixed</source>
            <translation>隐藏，固定</translation>
        </message>
        <message>
            <source>open</source>
            <translation>可写</translation>
        </message>
        <message>
            <source>fixed</source>
            <translation>固定</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Raw</source>
            <translation>原始值</translation>
        </message>
        <message>
            <source>Block : bit</source>
            <translation>块 : 位</translation>
        </message>
        <message>
            <source>Access</source>
            <translation>访问</translation>
        </message>
        <message>
            <source>Meaning</source>
            <translation>含义</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::FuseMap</name>
        <message>
            <source>hidden</source>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>hidden, protected</source>
            <translation>隐藏，受保护</translation>
        </message>
        <message>
            <source>not shown</source>
            <translation>未显示</translation>
        </message>
        <message>
            <source>empty</source>
            <translation>空</translation>
        </message>
        <message>
            <source>factory</source>
            <translation>出厂</translation>
        </message>
        <message>
            <source>settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>readable, open</source>
            <translation>可读，可写</translation>
        </message>
        <message>
            <source>readable, protected</source>
            <translation>可读，受保护</translation>
        </message>
        <message>
            <source>hidden by read protection</source>
            <translation>被读保护隐藏</translation>
        </message>
        <message>
            <source>Block %1, bit %2, width %3</source>
            <translation>块 %1，位 %2，宽度 %3</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::LinePage</name>
        <message>
            <source>Batch…</source>
            <translation>批次…</translation>
        </message>
        <message>
            <source>Choose a batch</source>
            <translation>选择批次</translation>
        </message>
        <message>
            <source>Ports…</source>
            <translation>端口…</translation>
        </message>
        <message>
            <source>Ports of the slots</source>
            <translation>工位的端口</translation>
        </message>
        <message>
            <source>Scan a work order</source>
            <translation>扫描工单</translation>
        </message>
        <message>
            <source>The barcode on the work order chooses the batch. Without a scanner, choose it from the list.</source>
            <translation>扫描工单上的条码即可选择批次。没有扫描枪时，请从列表中选择。</translation>
        </message>
        <message>
            <source>Choose a batch…</source>
            <translation>选择批次…</translation>
        </message>
        <message>
            <source>No ports yet</source>
            <translation>还没有端口</translation>
        </message>
        <message>
            <source>Each fixture is a slot, and each slot a port: tell once which ports this station has.</source>
            <translation>每个夹具是一个工位，每个工位对应一个端口：请设置一次本工作站的端口。</translation>
        </message>
        <message>
            <source>Add ports…</source>
            <translation>添加端口…</translation>
        </message>
        <message>
            <source>Slots</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Cancel all slots</source>
            <translation>取消所有工位</translation>
        </message>
        <message>
            <source>Start all slots</source>
            <translation>启动所有工位</translation>
        </message>
        <message>
            <source>Stop all slots (Esc). A burn that has begun is finished first.</source>
            <translation>停止所有工位 (Esc)。已开始的烧写会先完成。</translation>
        </message>
        <message>
            <source>Start all slots (F5)</source>
            <translation>启动所有工位 (F5)</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>产线</translation>
        </message>
        <message>
            <source>No batch chosen</source>
            <translation>未选择批次</translation>
        </message>
        <message>
            <source>Slot %1 is being worked on: leave its board in place.</source>
            <translation>工位 %1 正在处理：请不要取下电路板。</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::LineSession</name>
        <message>
            <source>No batch has the work order %1. Check the sheet, or ask for the batch to be created.</source>
            <translation>没有工单为 %1 的批次。请核对工单，或请人新建批次。</translation>
        </message>
        <message>
            <source>Boards are being made for %1. Wait until they are done, then scan again.</source>
            <translation>正在生产 %1。请等待完成后再扫描。</translation>
        </message>
        <message>
            <source>Choose a batch first.</source>
            <translation>请先选择批次。</translation>
        </message>
        <message>
            <source>Add the ports of your fixtures first.</source>
            <translation>请先添加夹具的端口。</translation>
        </message>
        <message>
            <source>It is starting already.</source>
            <translation>正在启动。</translation>
        </message>
        <message>
            <source>This batch is not released. Release it under Batches.</source>
            <translation>此批次未放行。请在“批次”中放行。</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::MainWindow</name>
        <message>
            <source>The working folder cannot be opened</source>
            <translation>无法打开工作文件夹</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>产线</translation>
        </message>
        <message>
            <source>Batches</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Devices</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Fuseboard</source>
            <translation>Fuseboard</translation>
        </message>
        <message>
            <source>Stop the boards and close?</source>
            <translation>停止并关闭？</translation>
        </message>
        <message>
            <source>Boards that are being made stop where they are; a burn that has begun is finished first. Started again, they go on from there.</source>
            <translation>正在处理的电路板会停在当前步骤；已开始的烧写会先完成。再次启动后从那里继续。</translation>
        </message>
        <message>
            <source>Go on working</source>
            <translation>继续工作</translation>
        </message>
        <message>
            <source>Stop and close</source>
            <translation>停止并关闭</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Notice</name>
        <message>
            <source>That did not work</source>
            <translation>操作未成功</translation>
        </message>
        <message>
            <source>Understood</source>
            <translation>知道了</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::PictureTaker</name>
        <message>
            <source>The folder for the pictures cannot be made.</source>
            <translation>无法创建图片文件夹。</translation>
        </message>
        <message>
            <source>Choose another folder.</source>
            <translation>请选择其他文件夹。</translation>
        </message>
        <message>
            <source>The picture cannot be written.</source>
            <translation>无法写入图片。</translation>
        </message>
        <message>
            <source>Check the folder, its rights and the free space.</source>
            <translation>请检查文件夹、权限和剩余空间。</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::PortListModel</name>
        <message>
            <source>Type the name of a port.</source>
            <translation>请输入端口名称。</translation>
        </message>
        <message>
            <source>A port's name has no spaces.</source>
            <translation>端口名称不能包含空格。</translation>
        </message>
        <message>
            <source>A network port is written socket://host:4000.</source>
            <translation>网络端口写作 socket://主机:4000。</translation>
        </message>
        <message>
            <source>Slot %1:  %2</source>
            <translation>工位 %1：%2</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::PortsEditor</name>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Ports of the slots</source>
            <translation>工位的端口</translation>
        </message>
        <message>
            <source>Tick the ports in the order of your fixtures: the first is slot 1. Type the name of any other port, or socket://host:port.</source>
            <translation>按夹具顺序勾选端口：第一个是工位 1。其他端口请输入名称，或 socket://主机:端口。</translation>
        </message>
        <message>
            <source>Ports</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Use these ports</source>
            <translation>使用这些端口</translation>
        </message>
        <message>
            <source>Name of another port</source>
            <translation>其他端口的名称</translation>
        </message>
        <message>
            <source>Add this port</source>
            <translation>添加此端口</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Preview</name>
        <message>
            <source>a new key for each board</source>
            <translation>每块电路板一个新密钥</translation>
        </message>
        <message>
            <source>digest of the signing key</source>
            <translation>签名密钥的摘要</translation>
        </message>
        <message>
            <source>Running firmware that this key has not signed</source>
            <translation>运行未经此密钥签名的固件</translation>
        </message>
        <message>
            <source>Reading the flash in plain text</source>
            <translation>以明文读取闪存</translation>
        </message>
        <message>
            <source>Debugging by JTAG</source>
            <translation>通过 JTAG 调试</translation>
        </message>
        <message>
            <source>Adding another hidden key later</source>
            <translation>以后再添加隐藏密钥</translation>
        </message>
        <message>
            <source>Reading eFuses and flash over the cable</source>
            <translation>通过线缆读取 eFuse 和闪存</translation>
        </message>
        <message>
            <source>no longer writable</source>
            <translation>不再可写</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Security</name>
        <message>
            <source>Locked for release: only your signed firmware runs, and nothing can be read out.</source>
            <translation>已出厂锁定：只运行您签名的固件，且无法读出任何内容。</translation>
        </message>
        <message>
            <source>Open: anybody can read and change the firmware.</source>
            <translation>开放：任何人都可以读取和更改固件。</translation>
        </message>
        <message>
            <source>Partly locked: the flash is encrypted, but firmware is not checked.</source>
            <translation>部分锁定：闪存已加密，但不校验固件。</translation>
        </message>
        <message>
            <source>Partly locked: firmware is checked, but the flash can be read.</source>
            <translation>部分锁定：校验固件，但闪存可读。</translation>
        </message>
        <message numerus="yes">
            <source>Almost locked: %n rule(s) of release mode are not met.</source>
            <translation>
                <numerusform>接近锁定：有 %n 条出厂规则未满足。</numerusform>
            </translation>
        </message>
        <message>
            <source>Locked: the unit shows nothing over the cable, and no earlier reading is on record.</source>
            <translation>已锁定：产品不通过线缆显示任何内容，也没有更早的读取记录。</translation>
        </message>
        <message>
            <source>Nothing has been read from this unit yet.</source>
            <translation>尚未读取此产品。</translation>
        </message>
        <message>
            <source>Read on %1, before download mode was secured. %2 of %3 rules.</source>
            <translation>读取于 %1，在下载模式锁定之前。满足 %2/%3 条规则。</translation>
        </message>
        <message>
            <source>Read on %1. %2 of %3 rules.</source>
            <translation>读取于 %1。满足 %2/%3 条规则。</translation>
        </message>
        <message>
            <source>The serial download mode is restricted.</source>
            <translation>串口下载模式已受限。</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>For this station; they take effect at once</source>
            <translation>仅用于本工作站；立即生效</translation>
        </message>
        <message>
            <source>Look and language</source>
            <translation>外观和语言</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Station</source>
            <translation>工作站</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Name of this station</source>
            <translation>本工作站的名称</translation>
        </message>
        <message>
            <source>Shown at the lower left, so that photographs and reports say which station they are from.</source>
            <translation>显示在左下角，以便照片和报告标明来自哪个工作站。</translation>
        </message>
        <message>
            <source>Working folder</source>
            <translation>工作文件夹</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Open the working folder</source>
            <translation>打开工作文件夹</translation>
        </message>
        <message>
            <source>The database, the records of every unit and the sealed keys lie here. Start the program with --data to use another folder.</source>
            <translation>数据库、每件产品的记录和封存的密钥都在这里。要使用其他文件夹，请用 --data 启动程序。</translation>
        </message>
        <message>
            <source>About</source>
            <translation>关于</translation>
        </message>
        <message>
            <source>Fuseboard %1 with Qt %2. Free software under the GNU General Public License, version 3 or later; it comes without any warranty.</source>
            <translation>Fuseboard %1，使用 Qt %2。自由软件，采用 GNU 通用公共许可证第 3 版或更新版本；不提供任何担保。</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::SlotText</name>
        <message>
            <source>Working</source>
            <translation>处理中</translation>
        </message>
        <message>
            <source>%1, %2 left</source>
            <translation>%1，剩余 %2</translation>
        </message>
        <message>
            <source>No port</source>
            <translation>无端口</translation>
        </message>
        <message>
            <source>This fixture is not connected: check its cable.</source>
            <translation>此夹具未连接：请检查线缆。</translation>
        </message>
        <message>
            <source>Empty</source>
            <translation>空</translation>
        </message>
        <message>
            <source>Plug in a board</source>
            <translation>请插入电路板</translation>
        </message>
        <message>
            <source>PASS</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>FAIL</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Press the board down and start it again.</source>
            <translation>请压紧电路板，然后重新开始。</translation>
        </message>
        <message>
            <source>SET ASIDE</source>
            <translation>隔离</translation>
        </message>
        <message>
            <source>Put it in the purple bin.</source>
            <translation>请放入紫色箱。</translation>
        </message>
        <message>
            <source>STOPPED</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Start it again: it goes on where it stopped.</source>
            <translation>重新开始：会从停止处继续。</translation>
        </message>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 等另外 %n 个</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 and %2</source>
            <comment>a list and its last element</comment>
            <translation>%1 和 %2</translation>
        </message>
        <message numerus="yes">
            <source>Slot(s) %1 need a hand: read the tile(s)</source>
            <translation>
                <numerusform>工位 %1 需要处理：请看提示</numerusform>
            </translation>
        </message>
        <message>
            <source>Put the board of slot %1 in the purple bin</source>
            <translation>请将工位 %1 的电路板放入紫色箱</translation>
        </message>
        <message numerus="yes">
            <source>Slot(s) %1 done: change the board(s), then scan the slot number(s)</source>
            <translation>
                <numerusform>工位 %1 已完成：更换电路板，然后扫描工位号</numerusform>
            </translation>
        </message>
        <message>
            <source>Leave the boards in place</source>
            <translation>请不要取下电路板</translation>
        </message>
        <message>
            <source>Leave the boards in place, the next is done in %1</source>
            <translation>请不要取下电路板，下一块还需 %1</translation>
        </message>
        <message>
            <source>Put the board of slot %1 in the purple bin, then press Start</source>
            <translation>请将工位 %1 的电路板放入紫色箱，然后按“开始”</translation>
        </message>
        <message numerus="yes">
            <source>Mend slot(s) %1 as the tile(s) say, then press Start</source>
            <translation>
                <numerusform>请按提示处理工位 %1，然后按“开始”</numerusform>
            </translation>
        </message>
        <message>
            <source>Press Start: stopped boards go on where they stopped</source>
            <translation>按“开始”：已停止的电路板从停止处继续</translation>
        </message>
        <message>
            <source>All done: change the boards, then press Start</source>
            <translation>全部完成：更换电路板，然后按“开始”</translation>
        </message>
        <message>
            <source>Plug in the boards, then press Start or scan a slot number</source>
            <translation>插入电路板，然后按“开始”或扫描工位号</translation>
        </message>
        <message>
            <source>Slot %1</source>
            <translation>工位 %1</translation>
        </message>
        <message>
            <source>Opening the working folder</source>
            <translation>正在打开工作文件夹</translation>
        </message>
        <message>
            <source>Scan a work order, or choose a batch</source>
            <translation>请扫描工单或选择批次</translation>
        </message>
        <message>
            <source>Add the ports of your fixtures</source>
            <translation>请添加夹具的端口</translation>
        </message>
        <message>
            <source>Reading and checking the profile</source>
            <translation>正在读取并检查配置</translation>
        </message>
        <message>
            <source>This batch is not released: release it, or scan another work order</source>
            <translation>此批次未放行：请放行，或扫描其他工单</translation>
        </message>
        <message>
            <source>The order is complete: scan the next work order</source>
            <translation>订单已完成：请扫描下一张工单</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::SlotTile</name>
        <message>
            <source>Slot %1</source>
            <translation>工位 %1</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::StartQuestion</name>
        <message numerus="yes">
            <source>Lock up to %n board(s) at a time for “%1”?</source>
            <translation>
                <numerusform>每次为“%1”锁定最多 %n 块电路板？</numerusform>
            </translation>
        </message>
        <message>
            <source>Burned fuses can never be undone: each board is then good for this product only.</source>
            <translation>烧写后无法撤销：电路板只能用于此产品。</translation>
        </message>
        <message>
            <source>Keep as they are</source>
            <translation>保持原样</translation>
        </message>
        <message>
            <source>Burn and lock</source>
            <translation>烧写并锁定</translation>
        </message>
        <message>
            <source>What changes</source>
            <translation>更改内容</translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>另有 %n 项</numerusform>
            </translation>
        </message>
        <message>
            <source>What becomes impossible</source>
            <translation>将无法再做</translation>
        </message>
        <message>
            <source>Proof that it will boot</source>
            <translation>启动保证</translation>
        </message>
        <message>
            <source>The boot model proves each board before its first fuse is burned; a board that would not boot is left as it is.</source>
            <translation>烧写前，启动模型会验证每块电路板；无法启动的电路板保持原样。</translation>
        </message>
        <message>
            <source>Type “%1” to go on:</source>
            <translation>输入“%1”以继续：</translation>
        </message>
    </context>
    <context>
        <name>fb::ui::Words</name>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 分钟</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 小时</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1%</translation>
        </message>
        <message>
            <source>%1 MB</source>
            <translation>%1 MB</translation>
        </message>
        <message>
            <source>%1 KB</source>
            <translation>%1 KB</translation>
        </message>
        <message>
            <source>%1 B</source>
            <translation>%1 B</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>Released</source>
            <translation>已放行</translation>
        </message>
        <message>
            <source>Held</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>已关闭</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>不合格</translation>
        </message>
        <message>
            <source>Set aside</source>
            <translation>已隔离</translation>
        </message>
        <message>
            <source>Begun</source>
            <translation>已开始</translation>
        </message>
    </context>
</TS>
