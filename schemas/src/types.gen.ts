// Made from schemas/kinds by `node schemas/scripts/generate-types.ts`; do not edit.

/**
 * 单位：整个部署的总设置，有且只有一份。
 * The organization: settings of the whole deployment; exactly one document.
 */
export interface OrganizationDocument {
  kind: "Organization";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * 时区，IANA 名称，如 Asia/Shanghai；日历和报表都按它算。
     * IANA time zone; calendars and reports use it.
     */
    timeZone: string;
    /**
     * 服务水平的时限：多少秒内接起算达标。
     * Service level threshold: answered within so many seconds counts.
     */
    answerWithinSeconds: number;
    /**
     * 全单位的值班电话，技能组自己没有值班表时按顺序拨打，是来电的最后去处。
     * Duty numbers of the whole organization, tried in order when a group has no duty list: the last resort.
     *
     * @maxItems 20
     *
     * Items: 电话号码，只写数字，可以 + 开头；请加引号。
     * Phone number: digits, optionally a leading +; quote it.
     */
    dutyNumbers: string[];
    /**
     * 坐席浏览器断开后保留登录的时间，在此时间内回来不算签出。
     * How long a lost browser keeps its sign-in.
     */
    signInGraceSeconds: number;
    /**
     * 浏览器电话多久收不到声音就判定断线，客户转听音乐等待。
     * How long without media before a browser phone counts as lost.
     */
    browserMediaTimeoutSeconds: number;
    /**
     * 没有别的坐席可接时，隔多久再把同一来电给刚才没接的坐席。
     * With no other agent eligible, how long until a call is offered again to an agent who missed it.
     */
    retryMissedAfterSeconds: number;
    /**
     * 满意度调查：坐席挂断后请客户按键评价；不写就没有调查。
     * Satisfaction survey: after the agent hangs up the customer rates by key; left out, there is none.
     */
    survey?: {
      /**
       * 写 false 停用，其余设置留着。
       * Set to false it is off and the rest is kept.
       */
      enabled: boolean;
      /**
       * 哪些通话之后调查：呼入、呼出。
       * After which calls: inbound, outbound.
       *
       * @minItems 1
       * @maxItems 2
       */
      directions: ("inbound" | "outbound")[];
      /**
       * 档次，从最满意起：第一档按 1，第二档按 2……共 2、3 或 5 档。
       * Levels, the best first: key 1 is the first. 2, 3 or 5 of them.
       *
       * @minItems 2
       * @maxItems 5
       *
       * Items: 给人看的名称，中文即可，可随时改。
       * What people read; free text, may change at any time.
       */
      levels: string[];
      /**
       * 提示音播完后等按键多少秒。
       * How long to wait for a key after the prompt.
       */
      waitSeconds: number;
      /**
       * 请客户评价的语音：prompts 文件夹里的 WAV；default 是自带的，按档数选用。
       * The prompt: a WAV in the folder prompts; default is the one that comes along for that many levels.
       */
      prompt: string;
      /**
       * 没按或按错时，再放一遍提示音之前的一句。
       * Said before the prompt is repeated when no key or a wrong one was pressed.
       */
      retryPrompt: string;
      /**
       * 结束语，之后挂断。
       * The last words, before hanging up.
       */
      thanksPrompt: string;
    };
    /**
     * 手动外呼结束后进入话后处理，由坐席自己结束；false 则直接空闲。
     * After a call placed by hand the agent is in after-call work until ending it by hand; false for none.
     */
    workAfterManualCalls: boolean;
  };
}

/**
 * 日历：每周的开放时间和放假日，被值班表引用。时刻按单位的时区。
 * Calendar: weekly hours and holidays, in the organization's time zone; duty lists refer to it.
 */
export interface CalendarDocument {
  kind: "Calendar";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * 每周的开放时间；各段不能重叠。不写又不是 alwaysOpen，就是从不开放。
     * Weekly hours, which may not overlap. Without any, and not alwaysOpen, the calendar is never open.
     *
     * @maxItems 100
     */
    hours: {
      /**
       * 星期几，mon 到 sun；过午夜的时段算在开始那天。
       * Days of the week; a period past midnight belongs to the day it begins.
       *
       * @minItems 1
       * @maxItems 7
       */
      days: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
      /**
       * 开始时刻。
       * Begins at.
       */
      from: string;
      /**
       * 结束时刻；不晚于开始时刻则为次日。
       * Ends at; not later than `from` means the next day.
       */
      to: string;
    }[];
    /**
     * 放假日：当天全天不开放。
     * Holidays: closed the whole day.
     *
     * @maxItems 1000
     */
    holidays: {
      /**
       * 日期，如 "2026-10-01"。
       * Date, as "2026-10-01".
       */
      date: string;
      /**
       * 节日名称。
       * Name of the holiday.
       */
      label: string;
    }[];
    /**
     * 全年 7×24 开放；写了它就不能再写 hours 和 holidays。
     * Open at all times; excludes hours and holidays.
     */
    alwaysOpen: boolean;
  };
}

/**
 * 中继：与运营商或单位交换机之间的 SIP 线路。
 * Trunk: the SIP line to a carrier or to the house's exchange.
 */
export interface TrunkDocument {
  kind: "Trunk";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * 对端地址：IP 或域名，外呼送到这里。
     * The far side's IP or host name; our calls go there.
     */
    host: string;
    /**
     * 对端端口。
     * The far side's port.
     */
    port: number;
    /**
     * SIP 用 udp 还是 tcp。
     * SIP over udp or tcp.
     */
    transport: "udp" | "tcp";
    /**
     * 允许向我们送来电的地址：IP 或网段；其余一律拒绝。
     * Addresses that may send us calls, IPs or CIDR ranges; all others are refused.
     *
     * @minItems 1
     * @maxItems 100
     */
    peers: string[];
    /**
     * 需要向运营商注册时填写；靠地址认证的线路不写。
     * Only for trunks that register with the carrier.
     */
    registration?: {
      /**
       * 注册用户名。
       * User name for the registration.
       */
      username: string;
      /**
       * 密码只写环境变量引用 ${env:NAME}，真正的密码不进文件。
       * A secret is only ever a reference ${env:NAME}; the secret itself never stands in a file.
       */
      password: string;
      /**
       * 注册有效期。
       * How long a registration is asked for.
       */
      expirySeconds: number;
    };
    /**
     * 最多同时通话路数，来电和外呼都算。
     * Most concurrent calls, in and out together.
     */
    channels: number;
    /**
     * 我们从这条中继呼出（含值班电话）时显示的号码。
     * Number shown for calls we place over this trunk, duty calls included.
     */
    callerId: string;
    /**
     * 运营商还允许这条中继显示的其他号码，供外显号码组选用；callerId 不必再写。
     * Further numbers the carrier lets this trunk show, for caller-ID groups; `callerId` need not be repeated.
     *
     * @maxItems 500
     *
     * Items: 电话号码，只写数字，可以 + 开头；请加引号。
     * Phone number: digits, optionally a leading +; quote it.
     */
    callerIds: string[];
    /**
     * 呼出时选线的先后，1 最先。
     * Order in which trunks are tried for our calls, 1 first.
     */
    priority: number;
  };
}

/**
 * 外显号码组：外呼时可以显示的号码，以及显示哪一个。技能组用 callerIds 引用它。
 * Caller-ID group: the numbers our calls may show, and which one. Skill groups name it in `callerIds`.
 */
export interface CallerIdGroupDocument {
  kind: "CallerIdGroup";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * 可以显示的号码，至少一个；每个号码都要有中继允许显示。
     * The numbers to show, at least one; each must be one that some trunk may show.
     *
     * @minItems 1
     * @maxItems 200
     *
     * Items: 电话号码，只写数字，可以 + 开头；请加引号。
     * Phone number: digits, optionally a leading +; quote it.
     */
    numbers: string[];
    /**
     * 显示哪一个：fixed 固定第一个；by-prefix 按被叫号码的开头；rotate 轮流；random 随机。
     * Which one: fixed, always the first; by-prefix, by how the dialled number begins; rotate, in turn; random.
     */
    rule: "fixed" | "by-prefix" | "rotate" | "random";
    /**
     * 只用于 by-prefix：被叫号码以什么开头，就显示哪个号码；开头最长的优先，都不符合则显示第一个。
     * Only with by-prefix: which number to show for which beginning; the longest wins, without any the first number is shown.
     *
     * @maxItems 200
     */
    prefixes: {
      /**
       * 被叫号码的开头，请加引号。
       * How the dialled number begins; quote it.
       */
      prefix: string;
      /**
       * 显示的号码，numbers 里的一个。
       * The number to show, one of `numbers`.
       */
      number: string;
    }[];
  };
}

/**
 * 技能组：一组坐席，和打给他们的来电怎样处理。成员写在坐席文档里。
 * Skill group: agents and how their calls are handled. Membership stands in the agents' documents.
 */
export interface SkillGroupDocument {
  kind: "SkillGroup";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * inbound 呼入组：接来电也能外呼；outbound 外呼组：只外呼和接自动任务。
     * Inbound groups take and place calls; outbound groups only place calls and take their tasks'.
     */
    direction: "inbound" | "outbound";
    /**
     * 每位坐席振铃多久没接就转给下一位。
     * How long an agent's phone rings before the next one's.
     */
    ringSeconds: number;
    /**
     * 通话结束后留给坐席处理的时间；0 为不留。
     * After-call work; 0 for none.
     */
    afterCallWorkSeconds: number;
    /**
     * 等待音乐：default 为自带音乐，或 prompts 文件夹里的文件名（8 kHz 单声道 16 位 WAV）。
     * Waiting music: `default`, or a file name in the folder prompts (8 kHz mono 16-bit WAV).
     */
    music: string;
    /**
     * 值班表：按顺序拨打的电话；带日历的只在日历开放时拨打。
     * Duty list, tried in order; an entry with a calendar only while that is open.
     *
     * @maxItems 20
     */
    dutyList: {
      /**
       * 电话号码，只写数字，可以 + 开头；请加引号。
       * Phone number: digits, optionally a leading +; quote it.
       */
      number: string;
      /**
       * 值班人或地点。
       * Who or where.
       */
      label: string;
      /**
       * 什么时候拨打这个号码；不写则任何时候。
       * When this number is tried; at any time if left out.
       */
      calendar?: string;
    }[];
    /**
     * 组长，坐席的 name；其角色里要有 leader。
     * Leaders, by agent name; each needs the role leader.
     *
     * @maxItems 100
     */
    leaders: string[];
    /**
     * 以此为主技能组的坐席外呼时显示的外显号码组；不写则显示中继自己的号码。
     * Caller-ID group of calls placed by agents whose primary group this is; without one the trunk's own number is shown.
     */
    callerIds?: string;
    /**
     * 通话是否录音。
     * Whether talks are recorded.
     */
    record: boolean;
  };
}

/**
 * 小休原因，全单位一份；按写的顺序显示给坐席。
 * Break reasons, one document; shown to agents in this order.
 */
export interface BreakReasonsDocument {
  kind: "BreakReasons";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * 可选的小休原因，至少一个。
     * The reasons to choose from, at least one.
     *
     * @minItems 1
     * @maxItems 30
     */
    reasons: {
      /**
       * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
       * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
       */
      name: string;
      /**
       * 给人看的名称，中文即可，可随时改。
       * What people read; free text, may change at any time.
       */
      label: string;
    }[];
  };
}

/**
 * 坐席及其他使用系统的人。密码用 hotline users 设置，不写在这里。
 * Agents and other people who use the system. Passwords are set with `hotline users`, not here.
 */
export interface AgentDocument {
  kind: "Agent";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * 分机号，全单位唯一，请加引号；没有技能组的人可以不写。
     * Extension, unique, quoted; people without groups need none.
     */
    extension?: string;
    /**
     * 角色：agent 坐席、leader 组长、admin 管理员、senior-manager 高级管理、operator 运维。
     * Roles of this person.
     *
     * @minItems 1
     * @maxItems 5
     */
    roles: ("agent" | "leader" | "admin" | "senior-manager" | "operator")[];
    /**
     * 所属技能组。
     * Skill groups this person belongs to.
     *
     * @maxItems 50
     */
    groups: {
      /**
       * 技能组的 name。
       * Name of the skill group.
       */
      group: string;
      /**
       * 在组里的接听优先级，1 最先；同级按空闲最久。
       * Rank within the group, 1 first; equals by longest idle.
       */
      priority: number;
    }[];
    /**
     * 主技能组，小休上限等按它算；不写则为 groups 里的第一个。
     * Primary group; by default the first of `groups`.
     */
    primaryGroup?: string;
  };
}

/**
 * 接入号码：客户拨打的号码，和来电的去向。
 * Access number (DID): what customers dial, and where their calls go.
 */
export interface AccessNumberDocument {
  kind: "AccessNumber";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * 被叫号码，按运营商送来的样子写，请加引号。
     * The called number as the carrier sends it, quoted.
     */
    number: string;
    /**
     * 来电从哪条中继进来；从别的中继打这个号码的来电不接（值班表接听时除外）。
     * The trunk its calls arrive on; over another one they are not taken, unless the duty list has to serve.
     */
    trunk: string;
    /**
     * 来电的去向。
     * Where its calls go.
     */
    route: {
      /**
       * 转到哪个呼入技能组。
       * The inbound skill group that takes them.
       */
      group: string;
    };
  };
}

/**
 * 通讯录：坐席按名字转接、拨打的外部号码；可以有几份。
 * Address book: outside numbers that agents transfer to and call by name; there may be several.
 */
export interface AddressBookDocument {
  kind: "AddressBook";
  /**
   * 稳定的标识：小写字母、数字、连字符。其他文档用它来引用；改名等于删旧建新。
   * Stable id: lower-case letters, digits, hyphens. Others refer to it; renaming means delete and create.
   */
  name: string;
  /**
   * 给人看的名称，中文即可，可随时改。
   * What people read; free text, may change at any time.
   */
  label: string;
  spec: {
    /**
     * 名字和号码；名字在所有通讯录里不能重复。
     * Names and numbers; a name stands once in all address books together.
     *
     * @minItems 1
     * @maxItems 5000
     */
    entries: {
      /**
       * 坐席看到和查找的名字。
       * The name agents see and look for.
       */
      name: string;
      /**
       * 电话号码，只写数字，可以 + 开头；请加引号。
       * Phone number: digits, optionally a leading +; quote it.
       */
      number: string;
      /**
       * 科室或单位，可以不写。
       * Department or company; may be left out.
       */
      department?: string;
    }[];
  };
}
