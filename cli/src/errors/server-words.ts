interface ServerWords {
  readonly message: string;
  readonly hint: string;
  /** The server's own sentence says more than the code: which role, which field, what the switch answered. */
  readonly withDetail?: true;
}

/** The server speaks English; these are the refusals a person at the command line meets, in Chinese. */
export const serverWords: Readonly<Record<string, ServerWords>> = {
  "auth.token-invalid": {
    message: "令牌无效：不认识、已作废或已过期",
    hint: "hotline tokens create 新建一个，换掉旧的",
  },
  "auth.not-allowed": {
    message: "没有权限做这件事",
    hint: "角色写在配置的 Agent 文档里，令牌的范围在新建时定",
    withDetail: true,
  },
  "request.invalid": { message: "请求的内容不合要求", hint: "加 --help 看用法", withDetail: true },
  "request.too-many": { message: "请求太快", hint: "等一会儿再试" },
  "internal.unexpected": { message: "服务器内部出错", hint: "用请求编号在服务器日志里查，或报告它" },
  "database.unavailable": {
    message: "数据库连不上；通话照常，要用数据的得等等",
    hint: "hotline doctor 看数据库怎么了",
  },
  "engine.unavailable": { message: "服务器正在启动或停止", hint: "过几秒再试" },
  "switch.unavailable": { message: "交换机没有连上", hint: "hotline doctor 看交换机怎么了" },
  "agent.unknown": { message: "没有这个坐席", hint: "hotline agents list 列出全部" },
  "agent.not-led": { message: "这个坐席不归您带", hint: "请所在技能组的组长或高级经理来做" },
  "agent.not-signed-in": { message: "坐席没有上线，不能改状态", hint: "等坐席登录后再改" },
  "agent.break-reason-unknown": {
    message: "小休要有一个配置里的原因",
    hint: "加 --reason，原因写在配置的 BreakReasons 里",
    withDetail: true,
  },
  "call.unknown": { message: "没有这通电话", hint: "hotline calls list 查编号" },
  "user.unknown": { message: "没有这个账号", hint: "hotline users list 列出全部" },
  "user.own-account": { message: "不能停用自己的账号", hint: "请另一位管理员来做" },
  "token.unknown": { message: "没有这个令牌，或已经作废", hint: "hotline tokens list 列出全部" },
  "config.invalid": { message: "配置有问题，什么都没有改", hint: "改好上面列出的各行再试" },
  "deployment.stale-base": {
    message: "预览之后有人应用了别的配置，什么都没有改",
    hint: "重新 plan，看过差别再 apply",
  },
  "deployment.failed": {
    message: "引擎或交换机没有接受这份配置，原来的继续生效",
    hint: "hotline config history 留有原因，hotline doctor 看交换机",
    withDetail: true,
  },
  "start.already-running": {
    message: "这个数据库上已有一台 Hotline 服务器在运行",
    hint: "先停下它，或给这一台另设 HOTLINE_HOME 或 DATABASE_URL",
  },
  "start.port-taken": {
    message: "端口被别的程序占着",
    hint: "换一个端口：HOTLINE_PORT 或 --port",
    withDetail: true,
  },
  "start.home-unusable": {
    message: "不能把这个位置用作数据目录",
    hint: "把 HOTLINE_HOME 设成当前用户可写的文件夹，或一个还不存在的文件夹",
    withDetail: true,
  },
  "start.database-url-invalid": {
    message: "DATABASE_URL 不是 PostgreSQL 的地址",
    hint: "写成 postgres://用户:密码@主机:5432/库名；密码里的 @ / 等符号要用百分号编码",
  },
  "start.database-refused": {
    message: "PostgreSQL 拒绝连接",
    hint: "检查 DATABASE_URL 里的用户、密码和库名，并确认这个库存在",
    withDetail: true,
  },
  "start.database-unreachable": {
    message: "DATABASE_URL 指的 PostgreSQL 没有应答",
    hint: "启动它，或检查 DATABASE_URL 里的主机和端口；不设 DATABASE_URL 时用自带的数据库",
    withDetail: true,
  },
  "start.container": {
    message: "FreeSWITCH 的容器没有启动",
    hint: "改正 FREESWITCH_IMAGE，或去掉它、不用 Docker 启动",
    withDetail: true,
  },
  "start.config-invalid": {
    message: "配置文件夹有问题，第一次启动要用它",
    hint: "hotline config validate 列出全部",
    withDetail: true,
  },
  "start.deployment-invalid": {
    message: "生效的配置不合这个版本的要求",
    hint: "启动原来的版本，应用改好的配置，再启动这个版本",
    withDetail: true,
  },
};
