import type { Words } from "../words.ts";

interface CatalogueEntry extends Words {
  hint?: Words;
}

/**
 * Every problem a folder can have. `{word}` in a text is filled in where the problem is found.
 * docs/config-errors.md explains each code; a test keeps the two the same set.
 */
export const catalogue = {
  "folder.missing": {
    zh: "找不到配置文件夹 {folder}",
    en: "there is no configuration folder {folder}",
    hint: {
      zh: "检查路径，或在含有 config 文件夹的目录里运行",
      en: "check the path, or run where the folder config is",
    },
  },
  "folder.empty": {
    zh: "文件夹里没有 .yaml 文件",
    en: "the folder holds no .yaml file",
    hint: { zh: "从仓库自带的 config 文件夹开始改", en: "start from the folder config of the repository" },
  },
  "file.outside": {
    zh: "符号链接指向配置文件夹之外",
    en: "a symbolic link leads out of the configuration folder",
    hint: { zh: "把文件复制进来；配置要能单独放进 git", en: "copy the file in; the folder must stand alone in git" },
  },
  "file.unreadable": {
    zh: "文件读不出来：{reason}",
    en: "the file cannot be read: {reason}",
    hint: { zh: "检查权限，以及它是不是普通文件", en: "check its permissions, and that it is a regular file" },
  },
  "file.encoding": {
    zh: "文件不是 UTF-8 编码",
    en: "the file is not UTF-8",
    hint: { zh: "用编辑器另存为 UTF-8（GBK、UTF-16 不行）", en: "save it as UTF-8 (not GBK, not UTF-16)" },
  },
  "file.too-large": {
    zh: "文件有 {size}，上限是 {limit}",
    en: "the file has {size}; the limit is {limit}",
    hint: { zh: "拆成几个文件", en: "split it into several files" },
  },
  "yaml.syntax": {
    zh: "YAML 语法错误：{reason}",
    en: "YAML syntax: {reason}",
  },
  "yaml.tab": {
    zh: "缩进里有制表符（Tab）",
    en: "a tab in the indentation",
    hint: { zh: "YAML 只能用空格缩进，每层两个", en: "YAML is indented with spaces only, two per level" },
  },
  "yaml.duplicate-key": {
    zh: "{field} 写了两次，第一次在 {first}",
    en: "{field} stands here twice, first at {first}",
    hint: { zh: "留下一个", en: "keep one of them" },
  },
  "yaml.key": {
    zh: "字段名必须是普通文字",
    en: "a field name must be plain text",
    hint: { zh: "含有 { 或 [ 的值要加引号", en: "quote values that begin with { or [" },
  },
  "yaml.tag": {
    zh: "不支持 YAML 标签 {tag}",
    en: "the YAML tag {tag} is not supported",
    hint: { zh: "去掉以 ! 开头的标签；文字以 ! 开头时加引号", en: "remove it; quote text that begins with !" },
  },
  "yaml.alias": {
    zh: "引用了没有定义的锚点 *{anchor}",
    en: "alias *{anchor} has no anchor before it",
    hint: { zh: "文字以 * 开头时加引号", en: "quote text that begins with *" },
  },
  "yaml.alias-limit": {
    zh: "锚点引用展开后太大（超过 {limit} 项）",
    en: "the aliases expand to more than {limit} items",
    hint: { zh: "把内容直接写出来", en: "write the content out" },
  },
  "yaml.too-deep": {
    zh: "嵌套太深（超过 {limit} 层）",
    en: "nested more than {limit} levels deep",
    hint: { zh: "检查括号和缩进", en: "check brackets and indentation" },
  },
  "document.not-map": {
    zh: "文档应当是 kind、name、label、spec 四个字段，这里是{actual}",
    en: "a document has the fields kind, name, label and spec; this is {actual}",
  },
  "kind.missing": {
    zh: "文档没有 kind",
    en: "the document has no kind",
    hint: { zh: "第一行写 kind，如 kind: Agent", en: "begin with the kind, such as kind: Agent" },
  },
  "kind.unknown": {
    zh: "没有 {value} 这种文档",
    en: "there is no kind {value}",
  },
  "kind.not-available": {
    zh: "{value}（{word}）的名称已经定下，但这个版本还不能用",
    en: "{value} ({word}) is a settled kind that this version cannot use yet",
    hint: { zh: "先从文件夹里拿掉这个文档", en: "take the document out of the folder for now" },
  },
  "kind.required": {
    zh: "缺少 {kind}（{word}）文档，需要正好一份",
    en: "there is no {kind} document; exactly one is needed",
  },
  "kind.only-one": {
    zh: "{kind}（{word}）只能有一份，第一份在 {first}",
    en: "there may be only one {kind} document; the first is at {first}",
  },
  "name.duplicate": {
    zh: "{word}的标识 {name} 已经在 {first} 用过",
    en: "the {word} name {name} is already used at {first}",
    hint: { zh: "同一种文档的 name 不能重复", en: "documents of one kind need different names" },
  },
  "field.missing": {
    zh: "缺少 {field}",
    en: "{field} is missing",
  },
  "field.unknown": {
    zh: "没有 {field} 这个字段",
    en: "there is no field {field}",
  },
  "field.type": {
    zh: "{field} 应当是{expected}，这里是{actual}",
    en: "{field} must be {expected}; this is {actual}",
  },
  "value.not-allowed": {
    zh: "{field} 不能是 {value}，可以是：{allowed}",
    en: "{field} cannot be {value}; it may be: {allowed}",
  },
  "value.format": {
    zh: "{field} 的值 {value} 不对，应当是{expected}",
    en: "{field} cannot be {value}; it must be {expected}",
  },
  "value.range": {
    zh: "{field} 是 {value}，应当在 {minimum} 到 {maximum} 之间",
    en: "{field} is {value}; it must be from {minimum} to {maximum}",
  },
  "list.length": {
    zh: "{field} 有 {count} 项，应当是 {minimum} 到 {maximum} 项",
    en: "{field} has {count} entries; it must have {minimum} to {maximum}",
  },
  "list.duplicate": {
    zh: "{field} 里 {value} 写了两次",
    en: "{value} stands twice in {field}",
    hint: { zh: "留下一个", en: "keep one of them" },
  },
  "secret.literal": {
    zh: "{field} 不能直接写在文件里",
    en: "{field} must not stand in a file",
    hint: {
      zh: "写 {reference}，把密码放进环境变量；已进 git 的密码请更换",
      en: "write {reference} and put the secret into the environment; replace one that is in git already",
    },
  },
  "env.missing": {
    zh: "环境变量 {variable} 没有设置",
    en: "the environment variable {variable} is not set",
    hint: { zh: "在启动 Hotline 的环境里设置它", en: "set it where Hotline is started" },
  },
  "ref.unknown": {
    zh: "没有叫 {name} 的{word}",
    en: "there is no {word} named {name}",
  },
  "agent.extension-missing": {
    zh: "坐席 {label} 属于技能组，但没有分机号",
    en: "agent {label} belongs to skill groups but has no extension",
    hint: { zh: '加上 extension: "1001" 这样的分机号', en: 'add an extension such as "1001"' },
  },
  "agent.extension-duplicate": {
    zh: "分机 {extension} 已经给了坐席 {other}（{first}）",
    en: "extension {extension} already belongs to agent {other} ({first})",
  },
  "agent.primary-not-member": {
    zh: "主技能组 {group} 不在坐席 {label} 的 groups 里",
    en: "primary group {group} is not among the groups of agent {label}",
  },
  "agent.no-groups": {
    zh: "{label} 的角色是坐席，但不属于任何技能组，接不到来电",
    en: "{label} has the role agent but belongs to no skill group, so gets no calls",
    hint: { zh: "加上 groups，或去掉角色 agent", en: "add groups, or remove the role agent" },
  },
  "group.no-members": {
    zh: "技能组 {label} 没有任何坐席",
    en: "nobody belongs to skill group {label}",
    hint: { zh: "在坐席文档的 groups 里写上它", en: "name it in the groups of an agent" },
  },
  "group.leader-role": {
    zh: "{leader} 是技能组 {label} 的组长，但角色里没有 leader",
    en: "{leader} leads skill group {label} without the role leader",
    hint: { zh: "在此人的 roles 里加上 leader", en: "add leader to that person's roles" },
  },
  "group.no-duty": {
    zh: "呼入技能组 {label} 没有值班电话，单位也没有总值班电话",
    en: "inbound group {label} has no duty list, and the organization no duty numbers",
    hint: {
      zh: "写 dutyList，或在 Organization 里写 dutyNumbers：系统出故障时来电要有人接",
      en: "add dutyList, or dutyNumbers in Organization: when all else fails callers must reach a person",
    },
  },
  "group.duty-never-open": {
    zh: "技能组 {label} 的值班表从不开放：所用的日历都没有开放时间",
    en: "the duty list of {label} is never open: none of its calendars has open hours",
    hint: {
      zh: "给日历加上 hours，或去掉值班电话的 calendar",
      en: "give a calendar hours, or remove it from the entry",
    },
  },
  "access-number.duplicate": {
    zh: "号码 {number} 已经是接入号码 {other}（{first}）",
    en: "number {number} is already access number {other} ({first})",
  },
  "access-number.outbound-group": {
    zh: "接入号码 {label} 指向外呼技能组 {group}，外呼组不接来电",
    en: "access number {label} leads to outbound group {group}, which takes no inbound calls",
    hint: { zh: "换成呼入组，或把该组的 direction 改为 inbound", en: "use an inbound group, or make this one inbound" },
  },
  "number.extension-clash": {
    zh: "号码 {number} 既是坐席 {agent} 的分机，又是接入号码 {other}（{first}）",
    en: "{number} is both the extension of agent {agent} and access number {other} ({first})",
  },
  "number.duty-loop": {
    zh: "值班电话 {number} 就是接入号码 {other}（{first}），会打回自己",
    en: "duty number {number} is access number {other} ({first}): the call would come back to us",
    hint: { zh: "写值班人员的手机或科室座机", en: "use a mobile or a desk outside this system" },
  },
  "calendar.hours-overlap": {
    zh: "日历 {label} 的时段重叠：{day}的 {first} 与 {second}",
    en: "hours of calendar {label} overlap on {day}: {first} and {second}",
    hint: {
      zh: "合成一段；结束不晚于开始的时段算到次日",
      en: "join them; a period ending no later than it begins runs into the next day",
    },
  },
  "calendar.always-open": {
    zh: "日历 {label} 写了 alwaysOpen，就不能再写 {field}",
    en: "calendar {label} is alwaysOpen, so {field} would mean nothing",
    hint: { zh: "二者留一", en: "keep one of the two" },
  },
  "trunk.peer-overlap": {
    zh: "来源地址 {peer} 与中继 {other} 的 {otherpeer}（{first}）重叠，分不清来电属于哪条中继",
    en: "peer {peer} overlaps {otherpeer} of trunk {other} ({first}): a call could belong to either",
  },
  "caller-id.no-trunk": {
    zh: "外显号码组 {label} 里的 {number} 没有中继可以显示",
    en: "no trunk may show {number} of caller-ID group {label}",
    hint: {
      zh: "运营商允许的话，写进中继的 callerIds；否则从组里去掉",
      en: "add it to a trunk's callerIds if its carrier allows it, else remove it from the group",
    },
  },
  "caller-id.not-in-group": {
    zh: "外显号码组 {label} 的 prefixes 用了 {number}，但 numbers 里没有它",
    en: "prefixes of caller-ID group {label} show {number}, which is not among its numbers",
    hint: { zh: "把它写进 numbers，或换成 numbers 里的号码", en: "add it to numbers, or use one that is there" },
  },
  "caller-id.prefixes-missing": {
    zh: "外显号码组 {label} 的规则是 by-prefix，但没有 prefixes",
    en: "caller-ID group {label} chooses by-prefix but has no prefixes",
    hint: { zh: "写上 prefixes，或换成 fixed", en: "add prefixes, or use fixed" },
  },
  "caller-id.prefixes-unused": {
    zh: "外显号码组 {label} 写了 prefixes，但规则不是 by-prefix，用不上",
    en: "caller-ID group {label} has prefixes, which only the rule by-prefix uses",
    hint: { zh: "去掉 prefixes，或把 rule 改为 by-prefix", en: "remove prefixes, or set rule to by-prefix" },
  },
  "address-book.duplicate": {
    zh: "联系人 {name} 已经在通讯录 {other} 里（{first}）",
    en: "entry {name} already stands in address book {other} ({first})",
    hint: { zh: "给名字加上科室或用途来区分", en: "tell them apart by department or purpose" },
  },
  "prompt.missing": {
    zh: "找不到语音文件 {prompt}",
    en: "there is no prompt {prompt}",
    hint: {
      zh: "把 WAV 放进 prompts 文件夹，或写 default",
      en: "put the WAV into the folder prompts, or write default",
    },
  },
  "prompt.format": {
    zh: "语音文件 {prompt} 应当是 8 kHz 单声道 16 位 WAV，这里是{actual}",
    en: "prompt {prompt} must be an 8 kHz mono 16-bit WAV; this is {actual}",
    hint: {
      zh: "转换：ffmpeg -i 原文件 -ar 8000 -ac 1 -c:a pcm_s16le 新文件.wav",
      en: "convert: ffmpeg -i IN -ar 8000 -ac 1 -c:a pcm_s16le OUT.wav",
    },
  },
  "survey.levels": {
    zh: "满意度档次写了 {count} 档，只能是 2、3 或 5 档",
    en: "the survey has {count} levels; it must be 2, 3 or 5",
    hint: {
      zh: "例如 [非常满意, 满意, 不满意]，最满意的写在最前",
      en: "such as [very satisfied, satisfied, dissatisfied], the best first",
    },
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof catalogue;
