import { expect, test } from "vitest";
import { pinyinInitials } from "./pinyin-initials.ts";

test.each([
  ["张伟", "zw"],
  ["王芳", "wf"],
  ["李娜", "ln"],
  ["刘洋", "ly"],
  ["陈静", "cj"],
  ["赵敏", "zm"],
  ["孙丽", "sl"],
  ["周杰", "zj"],
  ["吴霞", "wx"],
  ["徐磊", "xl"],
  ["欧阳娜娜", "oynn"],
  ["阿布都·热西提", "abdrxt"],
  ["报修", "bx"],
  ["外呼回访", "whhf"],
  ["安全 科 2", "aqk2"],
  ["Repair 组", "repairz"],
  ["谭 帕 夸 额 高 哈 卡 马 拍 气 牙 做", "tpkeghkmpqyz"],
  ["", ""],
  ["…·（）", ""],
])("%s is found as %s", (label, initials) => {
  expect(pinyinInitials(label)).toBe(initials);
});
