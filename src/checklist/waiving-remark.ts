/** The last words of an item that take it back; the word has to stand alone, or before what explains it. */
const WAIVING = '(?:deferred|void|skipped|superseded)';
const EXPLAINED = String.raw`(?=\s*$|\s*[()\]:;,.—–-]|\s+(?:until|to|by|for|as|because|since|per|in favou?r|after|pending)\b)`;
/** These say so whatever follows; the other languages are those that checklists were seen in. */
const NOT_HERE = String.raw`(?:n\/a|n\. ?a\.|not applicable|entfällt|zurückgestellt|übersprungen|nicht zutreffend|sans objet|non applicable|reporté|abandonné|no aplica|omitido|aplazado|descartado|não se aplica|adiado|dispensado|non applicabile|rimandato|n\.?v\.?t\.?|overgeslagen|vervallen|uitgesteld|не применимо|неприменимо|отложено|пропущено|не застосовно|відкладено|pominięto|nie dotyczy|odłożone|不适用|不適用|已跳过|跳过|推迟|已取消|対象外|該当なし|見送り|延期|해당 ?없음|보류|건너뜀)(?![\p{L}])`;
const IN_BRACKETS = new RegExp(
  String.raw`[(（\[](?:(?:${WAIVING}|removed)${EXPLAINED}|removed from (?:the )?(?:scope|plan|list|checklist|release|milestone)\b|${NOT_HERE})[^()（）\[\]]*[)）\]][.。\s_*]*$`,
  'iu',
);
const AFTER_DASH = new RegExp(
  String.raw`\s(?:—|–|-)\s+\**(?:${WAIVING}${EXPLAINED}|${NOT_HERE})(?:[^.]|\.(?=\S))*\.?$`,
  'iu',
);

/** `n/a:` takes back, however much explains it. */
const NA_EXPLAINED = /\s(?:—|–|-)\s+\**n\/a\s*:/i;

const AT_START = new RegExp(String.raw`^(?:n\/a|(?:${WAIVING}|${NOT_HERE})(?=\s*(?:$|[(:.,—–-])))`, 'iu');

/** Tells whether a remark at either end of an item takes it back. */
export function hasWaivingRemark(text: string): boolean {
  const end = text.slice(-300);
  return AT_START.test(text) || IN_BRACKETS.test(end) || AFTER_DASH.test(end) || NA_EXPLAINED.test(text);
}
