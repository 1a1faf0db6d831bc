// The words of the editor, in both languages.

/** @typedef {Record<"editor" | "run" | "running" | "share" | "code" | "hint" | "rows" | "none" | "milliseconds" | "table" | "raw" | "cut" | "lost" | "shared" | "chart" | "download" | "views", string>} Words */

/** @type {Record<string, Words>} */
const ALL = {
  zh: {
    editor: "SPARQL 查询", run: "运行", running: "正在查询……", share: "复制短链接", code: "curl / Python / R", hint: "Ctrl+Enter 运行；输入中文、英文或拼音即可补全类、属性与实体",
    rows: "行", none: "没有结果", milliseconds: "毫秒", table: "表格", raw: "原文", cut: "只显示前 1000 行", lost: "无法连接服务器", shared: "已复制短链接：", chart: "图", download: "下载", views: "结果的显示方式",
  },
  en: {
    editor: "SPARQL query", run: "Run", running: "Asking…", share: "Copy short link", code: "curl / Python / R", hint: "Ctrl+Enter runs; type Chinese, English or pinyin to complete classes, properties and things",
    rows: "rows", none: "No result", milliseconds: "ms", table: "Table", raw: "Raw", cut: "The first 1000 rows are shown", lost: "The server cannot be reached", shared: "Copied:", chart: "Chart", download: "Download", views: "How the result is shown",
  },
};

/** @param {string} lang @returns {Words} */
export const words = (lang) => ALL[lang] ?? ALL.en;
