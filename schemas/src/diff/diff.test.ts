import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deploymentHash, diffDeployments, loadFolder, sameDeployment, type Deployment } from "../index.ts";
import { asFiles, fieldVariants, loadOrThrow, written } from "../testing/deployments.ts";

const { deployment: shipped } = await loadFolder(fileURLToPath(new URL("../../../config/", import.meta.url)));
const { deployment: registered } = await loadFolder(
  fileURLToPath(new URL("../../fixtures/good-aliases/", import.meta.url)),
);

function hospital(): Deployment {
  if (!shipped) throw new Error("config/ does not load");
  return structuredClone(shipped);
}

/** What a plan says about a change made to the shipped hospital. */
function said(change: (deployment: Deployment) => void): { zh: string[]; en: string[] } {
  const after = hospital();
  change(after);
  const sentences = diffDeployments(hospital(), after).flatMap((each) => each.sentences);
  return { zh: sentences.map(({ zh }) => zh), en: sentences.map(({ en }) => en) };
}

const repair = (deployment: Deployment) => deployment.groups["repair"]?.spec as Deployment["groups"][string]["spec"];
const liuYang = (deployment: Deployment) => deployment.agents["liu-yang"]?.spec as Deployment["agents"][string]["spec"];

describe("K3: a plan says in words", () => {
  test("that a number of seconds changes", () => {
    const { zh, en } = said((after) => (repair(after).afterCallWorkSeconds = 45));
    expect(zh).toEqual(["技能组 报修：话后处理 30 秒 → 45 秒"]);
    expect(en).toEqual(["Skill group 报修: after-call work 30 seconds → 45 seconds"]);
  });

  test("whole minutes and hours as such", () => {
    expect(said((after) => (repair(after).afterCallWorkSeconds = 3600)).zh).toEqual([
      "技能组 报修：话后处理 30 秒 → 1 小时",
    ]);
    expect(said((after) => (repair(after).afterCallWorkSeconds = 120)).en).toEqual([
      "Skill group 报修: after-call work 30 seconds → 2 minutes",
    ]);
  });

  test("that an agent is new, with its extension", () => {
    const { zh, en } = said((after) => {
      after.agents["li-si"] = {
        kind: "Agent",
        name: "li-si",
        label: "李四",
        spec: {
          extension: "1014",
          roles: ["agent"],
          groups: [{ group: "repair", priority: 1 }],
          primaryGroup: "repair",
        },
      };
    });
    expect(zh).toEqual(["新增坐席 李四（分机 1014）"]);
    expect(en).toEqual(["New agent 李四 (extension 1014)"]);
  });

  test("that an agent goes, with its last label and extension", () => {
    const { zh } = said((after) => delete after.agents["xu-lei"]);
    expect(zh).toEqual(["删除坐席 徐磊（分机 1010）"]);
  });

  test("that a document gets another label, and its other changes under the label people know", () => {
    const { zh } = said((after) => {
      Object.assign(after.groups["repair"] ?? {}, { label: "报修一组" });
      repair(after).record = false;
    });
    expect(zh).toEqual(["技能组 报修：名称 报修 → 报修一组", "技能组 报修：录音 开 → 关"]);
  });

  test("which groups an agent joins, leaves and where its rank changes, by the groups' labels", () => {
    const { zh } = said((after) => {
      liuYang(after).groups = [
        { group: "callback", priority: 3 },
        { group: "repair", priority: 4 },
      ];
    });
    expect(zh).toEqual([
      "坐席 刘洋：技能组去掉 后勤（优先级 2）",
      "坐席 刘洋：技能组 报修 的优先级 1 → 4",
      "坐席 刘洋：技能组增加 外呼回访（优先级 3）",
    ]);
  });

  test("how a duty list changes, its order included", () => {
    const { zh } = said((after) => {
      repair(after).dutyList.reverse();
      repair(after).dutyList.push({ number: "62001099", label: "总务处", calendar: "office-hours" });
    });
    expect(zh).toEqual([
      "技能组 报修：值班表增加 总务处（号码 62001099、日历 行政班）",
      "技能组 报修：值班表的顺序 维修班王工、夜间值班维修、动力中心 → 动力中心、夜间值班维修、维修班王工、总务处",
    ]);
  });

  test("that an entry is only appended, without talk of order", () => {
    const { zh } = said((after) => repair(after).dutyList.push({ number: "62001099", label: "总务处" }));
    expect(zh).toEqual(["技能组 报修：值班表增加 总务处（号码 62001099）"]);
  });

  test("how weekly hours change, days in a row said as first and last", () => {
    const { zh, en } = said((after) => after.calendars["office-hours"]?.spec.hours.pop());
    expect(zh).toEqual(["日历 行政班：开放时间去掉 周一至周五 13:30 到 17:30"]);
    expect(en).toEqual(["Calendar 行政班: hours: removed Monday to Friday from 13:30 to 17:30"]);
  });

  test("where an access number leads, by the groups' labels", () => {
    const { zh } = said((after) => {
      const number = after.accessNumbers["repair-hotline"];
      if (number) number.spec.route.group = "logistics";
    });
    expect(zh).toEqual(["接入号码 报修热线：去向技能组 报修 → 后勤"]);
  });

  test("a reference to a secret and never a secret", () => {
    const { zh } = said((after) => {
      const registration = { username: "u", password: "${env:SIP_PASSWORD}", expirySeconds: 3600 };
      Object.assign(after.trunks["carrier"]?.spec ?? {}, { registration });
    });
    expect(zh).toContain("中继 运营商专线：注册密码 无 → ${env:SIP_PASSWORD}");
  });

  test("everything as new when nothing was there", () => {
    const changes = diffDeployments(undefined, hospital());
    expect(changes.every(({ op }) => op === "create")).toBe(true);
    expect(changes).toHaveLength(28);
    expect(changes[0]?.sentences[0]?.zh).toBe("新增单位 市第一人民医院（时区 Asia/Shanghai）");
    expect(changes[0]?.fields).toContainEqual({ path: "spec.answerWithinSeconds", before: null, after: 20 });
  });
});

test("K3: every field of every kind, changed alone, is one change whose sentences hold its word in both languages", () => {
  for (const before of [hospital(), registered as Deployment]) {
    for (const { path, field, changed } of fieldVariants(before)) {
      const changes = diffDeployments(before, changed);
      const sentences = changes.flatMap((change) => change.sentences);
      expect(changes.length, path).toBe(1);
      expect(changes[0]?.fields.length, path).toBeGreaterThanOrEqual(1);
      const inHours = path.includes(".hours.");
      const word = inHours ? { zh: "开放时间", en: "hours" } : field["x-field"];
      for (const sentence of sentences) {
        expect(sentence.zh, path).toContain(word?.zh);
        expect(sentence.en, path).toContain(word?.en);
        expect(`${sentence.zh}${sentence.en}`, path).not.toMatch(/undefined|\[object|NaN/);
      }
    }
  }
});

describe("K3: for any two valid deployments", () => {
  test("the order of documents and how they are spread over files makes no difference to deployment, hash or plan", () => {
    const spread = fc.tuple(written, fc.integer({ min: 1, max: 30 }), fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(spread, ([{ documents }, perFile, random]) => {
        const shuffled = documents
          .map((document) => ({ document, rank: random.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ document }) => document);
        const one = loadOrThrow(asFiles(documents, documents.length));
        const other = loadOrThrow(asFiles(shuffled, perFile));
        expect(other).toEqual(one);
        expect(deploymentHash(other)).toBe(deploymentHash(one));
        expect(diffDeployments(one, other)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test("writing out what was loaded and loading it again changes nothing", () => {
    fc.assert(
      fc.property(written, ({ documents }) => {
        const loaded = loadOrThrow(asFiles(documents, 5));
        const again = loadOrThrow(asFiles(allDocuments(loaded), 3));
        expect(diffDeployments(loaded, again)).toEqual([]);
        expect(sameDeployment(loaded, again)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test("a plan is empty exactly when the two are the same, and back again touches the same documents", () => {
    fc.assert(
      fc.property(written, written, (first, second) => {
        const before = loadOrThrow(asFiles(first.documents, 4));
        const after = loadOrThrow(asFiles(second.documents, 4));
        const there = diffDeployments(before, after);
        const back = diffDeployments(after, before);
        expect(there.length === 0).toBe(sameDeployment(before, after));
        expect(there.length === 0).toBe(deploymentHash(before) === deploymentHash(after));
        const touched = (changes: typeof there) => changes.map(({ kind, name }) => `${kind} ${name}`).sort();
        expect(touched(back)).toEqual(touched(there));
        for (const change of there) expect(change.sentences.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
});

function allDocuments({ organization, breakReasons, ...rest }: Deployment): object[] {
  return [
    organization,
    breakReasons,
    ...Object.values(rest).flatMap((documents) => Object.values(documents) as object[]),
  ];
}
