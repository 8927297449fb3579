import {
  EXPECTED,
  EXPLICIT,
  FOREIGN_EXPLICIT,
  isVerdict,
  NAMED_TO_PASS,
  PASSES,
  SEPARATOR,
  VERDICT_START,
} from './success-words.ts';
import { TOP } from './words-before.ts';

/** What is said after a command, in the order of how much it leaves to a person. */
export type Tail =
  | { readonly kind: 'nothing' }
  /** Success, and nothing more; `explicit` when exit status itself is named, `passes` when only a check can do that. */
  | { readonly kind: 'verdict'; readonly explicit: boolean; readonly passes: boolean }
  /** A remark in brackets or after a dash; `exitZero` when it names exit status 0, `negative` when it denies something. */
  | {
      readonly kind: 'gloss';
      readonly exitZero: boolean;
      readonly negative: boolean;
    }
  /** More than success; `passes` where it begins with what only a check can do. */
  | { readonly kind: 'claim'; readonly passes?: true }
  /** The command is to be run in another place, or otherwise. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'mention' };

/** Takes the end of a sentence and the dashes and arrows in front off a text. */
export function plainTail(text: string): string {
  return stripped(text).replace(SEPARATOR, '').replace(EXPECTED, '');
}

function stripped(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.;；。!！?？]/.test(text[end - 1] ?? '') && !text.slice(0, end).endsWith('...'))
    end -= 1;
  return text.slice(0, end).trim();
}

/** What is said of a command as a thing, not of its output: the command is only mentioned. */
const MENTIONS =
  'is|was|as|this|does|vs|its|plus|minus|various|uses|calls|adds|documents|instructs|needs|requires|supports|installs|replaces|depends|belongs|becomes|lives|handles|triggers|invokes|wraps|means|comes|goes|helps|lets|makes|brings|deploys|starts|stops|restarts|updates|sets|drives|tests|checks|commands|scripts|steps|flags|options|arguments|subcommands|jobs|hooks|hosts|tasks|targets|workflows|files|entries|docs|aliases';
/** Of several commands verbs are said without their ending, if they can be nothing else. */
const SAYS = 'have|show|print|display|give|yield|match|agree|answer|exit|fail|no longer \\p{L}+';
const IS =
  'green|clean|empty|ok|up|ready|running|active|healthy|synced|bound|valid|reviewed|non-empty|unchanged|available|reachable|absent|not found|success|successful';
const ADVERBS = '(?:(?:still|now|all|both|also|only|successfully|correctly|cleanly|immediately) +)*';
/** Verbs that tell what comes out, whatever follows them. */
const TELLS =
  'shows|prints|lists|returns|reports|displays|contains|outputs|says|gives|yields|emits|produces|confirms|proves|exits|fails|passes|succeeds|completes|finishes|works|runs';
/** Any other verb in the third person does so as well, if it is no noun that something is said of. */
const THIRD_PERSON = new RegExp(
  `^${ADVERBS}(?!(?:${MENTIONS})(?!\\p{L}))(?:${TELLS}|[a-z]{2,}s(?! (?:that|which|who|of|are|is|was|were|have)\\b))(?![\\p{L}\\p{N}_-])`,
  'u',
);
const CLAIM_VERB = new RegExp(
  `^${ADVERBS}(?:${SAYS}|(?:is |are |was )?(?:${IS})|(?:is|are) (?:still |now )?(?:\\d[\\d.,%]*|["“]|\u0060[\\w./-]+\u0060)|all (?!tests? of|of )\\p{L}+|every|each|\\d[\\d,.]*(?: ?\\/ ?\\d+)? (?:tests?|pass\\w*|ok|green|failed|failures?|errors?|warnings?|findings?|results?|rows?|lines?|matches|hits|files?)|only|exactly|at least|at most|(?:below|above|under|over) \\d[\\w.,%]*|(?:is|are) (?:below|above|under|over|between|within(?= \\d)|around|at most|at least|(?:less|more|smaller|larger) than)|output (?:matches|contains|shows|includes|lists|is|has|says)|no output|nothing|zero|no \\p{L}+|0 \\p{L}+|(?:should|must|does|do|did|will|would|can)(?: not)? (?:be (?:${IS})|(?!be |run |have been )\\p{L}+))(?![\\p{L}\\p{N}_])`,
  'iu',
);
/** Letters of another script right after a command go on about it: what they say is looked at by a person. */
const FOREIGN_MENTION =
  /^(?:[\P{L}]+(?=\P{L}|$)|mentionn|document|ajouté|décrit|erwähnt|hinzugefügt|añadid|mencionad|等|など|を(?!実行)|や|の|か|で(?!.*(?:確認|こと|通る|返る)(?:する|した|しました|済み)?(?:[（(].*[)）])?$)|.*(?:첨부|添付)|에서|으?로|을|를|등|의|나|또는|已?(?:加入|添加|新增|接入|集成|写入|写进|纳入|配置)|用于|使用|命令|脚本|добавл|додан|описан|настро|вызыва|использу|или|або)/iu;
/** Words of other languages in our letters that claim something of the command in front. */
const FOREIGN_CLAIM =
  /^(?:n['’]\p{L}+|muestran?|devuelve|responde|lista|imprime|contiene|excluye|completan?|compilan?|termina|retourne|ne|affiche|donne|renvoie|contient|compile|zeig(?:t|en)|liefert|gibt|meldet|ergibt|bleib(?:t|en)|listet|mostra|retorna|exibe|anotado|wyświetla|zwraca|pokazuje|menampilkan|acepta|accepte|akzeptiert|aceita|gera|genera|génère|erzeugt|erstellt|produz|crea|cria|memuat|berisi|menunjukkan|mengembalikan|toont|geeft|visar|trả về|limpi[oa]s?|limpo|propre|sauber|puhdas|schoon|rent|pulito|sin|sem|senza|sans|ohne|zonder|utan|uden|bez|tanpa|est|sont|ist|sind|en verde|no verde|passe(?:nt)?|réussit|pasan?|passam?|passano|funcionan?|läuft|laufen|läu)(?![\p{L}\p{N}_])/iu;
/** What a tool calls the state of a thing, as it spells it: `Synced and Healthy`. */
const STATUS =
  /^(?:all )?(?:Ready|Running|Healthy|Synced|Bound|Active|True|Complete|Completed|Available|Up|Online|Succeeded|OK|PASS|UP)(?:(?:,| and|\/) ?\p{Lu}\p{L}+)*$/u;
/** Another place, or other means, right after a verdict or the command itself. */
const ELSEWHERE =
  /^(?:in|on|from|inside|against|through|at|under|within|over|across|via|using|by|for|to|of|when|while|during|de|en|dans|sur|im|in der|auf|mit|bei|на|в|с|з|after|before|before|into|and|or)(?=$|[^\p{L}\p{N}_])/iu;
const PLACE_AFTER_VERDICT =
  /^[ ,]*(?:(?:in(?! (?:(?:the )?(?:outputs?|logs?|console|stdout|stderr|report|summary|terminal)\b|less|under|about|at most|around|roughly|~|\d|an? (?:few|couple|second|minute)|[a-z-]+ mode\b|both\b))|inside|from(?! (?:a |the )?clean (?:cache|build|state|slate))|at|under|within|through|on(?! (?:the )?first| (?:the|this) branch| (?:every|each|all) (?:the )?(?:crates?|packages?|modules?|projects?|files?|targets?|members?|workspaces?)))|with (?:the|an?)(?! \d)|with(?= `-)|desde|em|na|aus|von|из|на|в(?! (?:выводе|логах?|консоли))|auf|en(?! (?:la )?(?:salida|consola|logs?))|dans)(?=$|[^\p{L}\p{N}_])/iu;
const NEGATIVE =
  /\b(?:no|not|none|nothing|never|empty|exit(?:s|ed)?(?: code| status)? [1-9]\d*|non-?zero|fail\w*|gone|removed?|deleted?|absent|missing|rejected|denied|forbidden|without|moved|no longer)\b/i;

/**
 * Tells what the words after a command claim.
 *
 * @param text the rest of the sentence, code spans in backquotes, at most a few thousand characters
 */
export function readTail(text: string): Tail {
  const tail = stripped(text)
    .replace(TO_RUN, '')
    .replace(AT_HOME, '')
    .replace(ECHO, '')
    .replace(TEST_SUMMARY, '');
  if (tail === '' || /^[✅✓✔\s]+$/u.test(tail)) return { kind: 'nothing' };
  const claim = plainTail(tail).replace(/[\s✅✓✔]+$/u, '');
  // What is asked, somebody has to answer.
  if (isVerdict(claim) && /[?？]\s*$/u.test(text)) return { kind: 'claim' };
  if (isVerdict(claim) || (SEPARATOR.test(tail) && NAMED_TO_PASS.test(claim)))
    return {
      kind: 'verdict',
      explicit: EXPLICIT.test(claim) || FOREIGN_EXPLICIT.test(claim),
      passes: PASSES.test(claim),
    };
  if (isGloss(tail, claim)) {
    const others = tail.replace(EXIT_ZERO, '');
    return { kind: 'gloss', exitZero: others !== tail, negative: NEGATIVE.test(others) };
  }
  if (RUN_BY_OTHERS.test(claim) || ONE_OF_MANY.test(tail) || AND_WORK.test(tail)) return { kind: 'mention' };
  // Another command that would do as well.
  if (/^\((?:or|oder|ou|o|oppure|of|eller|lub|или|或|または)\s*`[^`]*`\)/iu.test(tail))
    return { kind: 'mention' };
  // The time may stand between a command and what is claimed of it.
  const behind = (AT_A_TIME.exec(tail) ?? REMARK_BEFORE.exec(tail))?.[1];
  if (behind !== undefined && !/^(?:mention|elsewhere)$/.test(readTail(behind).kind))
    return { kind: 'claim' };
  if (/^[(（]/.test(tail)) return readBrackets(tail);
  if (
    EXPECTED.test(tail.replace(SEPARATOR, '')) ||
    /^[.;]\s/.test(tail) ||
    /^(?:if|when|unless)\b/i.test(tail) ||
    AND_LOOK.test(tail)
  )
    return { kind: 'claim' };
  const verdict = VERDICT_START.exec(claim);
  const isElsewhere = verdict !== null && PLACE_AFTER_VERDICT.test(claim.slice(verdict[0].length));
  if (ON_PLATFORM.test(claim)) return { kind: 'elsewhere' };
  // An arrow points to what comes out, whatever word it begins with.
  if (isElsewhere || (ELSEWHERE.test(claim) && !/^(?:→|->|⇒|=>|=)/.test(tail))) return { kind: 'elsewhere' };
  if (verdict !== null) return PASSES.test(verdict[0]) ? { kind: 'claim', passes: true } : { kind: 'claim' };
  return { kind: tellsWhatComesOut(tail, claim) ? 'claim' : 'mention' };
}

/** What words in brackets right behind a command say, and what follows them. */
function readBrackets(tail: string): Tail {
  const all = ALL_IN_BRACKETS.exec(tail)?.[1];
  const claims = CLAIM_IN_BRACKETS.test(tail);
  if (all === undefined) return { kind: claims ? 'claim' : 'mention' };
  if (NAMES_STATUS.test(all) && isVerdict(all)) return { kind: 'verdict', explicit: true, passes: false };
  if (FROM_FOLDER.test(all)) return { kind: 'elsewhere' };
  const isPlace = /^[\w.-]+$/.test(all.trim()) || ON_PLATFORM.test(all);
  return { kind: isPlace && !claims ? 'mention' : 'claim' };
}

/** Whether words that begin with no verdict say what a command shows, and not what is done with it. */
function tellsWhatComesOut(tail: string, claim: string): boolean {
  // Behind a comma, more things may be named that the claim is about.
  const separated = (SEPARATOR.test(tail) && !/^[,，、]/.test(tail)) || /^(?:[>≥<≤]|[1-5]\d\d\b)/.test(tail);
  const isForeign = /^(?:\S+ )?\S*(?!\p{ASCII})\p{L}/u.test(claim) && !FOREIGN_MENTION.test(claim);
  return (
    separated ||
    STATUS.test(claim) ||
    THIRD_PERSON.test(claim) ||
    CLAIM_VERB.test(claim) ||
    isForeign ||
    FOREIGN_CLAIM.test(claim)
  );
}

/** A system that is named is not always this one. */
const ON_PLATFORM =
  /\bon (?:windows|macos|mac os|linux|android|ios|freebsd|wsl)\b|\b(?:windows|macos|linux|android|ios) ?(?:で|上で|上|에서)/i;

/** What tells where and when it is run, and by whom. */
const RUN_BY_OTHERS =
  /^(?:is |are |gets? )?runs? (?:(?:in|on) (?:a |the |every |each )?(?:ci|pipelines?|background|schedule|push(?:es)?|prs?|pull|merges?|commits?)|as|by|during|every|before|after|nightly|daily|automatically)\b|^(?:\w+ ){0,2}(?:in|by|on) (?:the )?ci\b|\bfrom (?:the )?(?:ci|github actions)$/i;

/** The command is one of several things in a row, and not all of them are commands. */
const ONE_OF_MANY = /^[,，、]\s*(?!no\b|\d)[^,，、`]{1,40}[,，、]/u;
/** Work that is ordered in the same breath. */
const AND_WORK = /\s\+ (?:add|describe|document|update|write|fix|extend)\b/i;

const AT_A_TIME =
  /^\((?:after|before|once|nach|vor|après|avant|después|antes|depois|dopo|после|після)\s[^()`]{1,60}\)\s+(?=\p{L})(.*)$/isu;
/** A remark between a command and what is claimed of it. */
const REMARK_BEFORE =
  /^\((?:[^()`]{1,60}\)\s*(?:—|–|-|:|→)|(?!.*\b(?:features?|flags?|profile|config\w*|env|on|in|windows|linux|macos)\b)[^()`\s]+ [^()`]{1,60}\))\s*(.+)$/isu;
/** A verdict is said once more in brackets: `exits 0 (all checks passed!)`. */
const ECHO = /\s\((?:all )?(?:(?:tests?|checks?) )?pass(?:es|ed)?!?\)$/i;
/** What a runner of tests says of a run whose exit status was just named: `returns 0 (6 passed, 1 skipped)`. */
const TEST_SUMMARY =
  /(?<=\b(?:exits?|returns?)(?: with)?(?: code| status)? 0) \(\d+ (?:tests? )?pass(?:ed|es)?(?:, \d+ (?:skipped|deselected|ignored|xfailed|pending|todo))*(?: in [\d.]+ ?m?s)?\)$/i;
/** That it is to be run, said behind it. */
const TO_RUN =
  /^(?:aus(?:führen)?|laufen lassen|uit(?:voeren)?|を?実行(?:する|して)?|(?:을|를)? ?실행(?:한다|하여|하고|해)?|çalıştır)(?![\p{L}])/iu;
const AT_HOME = new RegExp(
  `^(?:locally|локально|localmente|lokal|本地|(?:from|at|in) ${TOP})(?![\\p{L}])`,
  'iu',
);
const EXIT_ZERO = /\bexits? (?:code |status )?0\b/i;
/** Nothing but a remark in brackets. */
const ALL_IN_BRACKETS = /^[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]$/u;
/** A remark that sends to another folder than the top: another folder than the top. */
const FROM_FOLDER = /^(?:run )?(?:from|in|inside) (?:the )?`/i;
const NAMES_STATUS = /^exits? (?:with )?(?:code |status )?0\b/i;
const CLAIM_IN_BRACKETS =
  /^\((?:(?:0|zero) [a-z]|no (?:errors|warnings|failures|findings|issues|vulnerabilities|changes|output|regressions)\b)|\?\)$|^\([^()]*(?:\d\/\d|\bpass(?:es|ed|ing)?\b)|^\((?:if|when|unless|should|must|will|may|needs? ~?\d|expect\w*|returns?|shows?|prints?|or|→|≥|=)(?=\W)|^\(\s*[→≥≤<>=~]\s*\d/i;
const AND_LOOK =
  /^,? ?(?:(?:and|to) (?:verify|validate|check|confirm|ensure|make sure|see|look|prove|detect|catch)|and (?:verified|checked|confirmed|ensured|made sure|(?:all |the |every )?(?:\w+ ){0,3}(?:pass|succeed|work)s?))\b/i;

/** A remark that explains and claims nothing more: in brackets, after a dash, or after `exit 0`. */
function isGloss(tail: string, claim: string): boolean {
  const remark =
    /^\(([^()]*(?:\([^()]*\)[^()]*)?)\)$/.exec(tail)?.[1] ??
    (/^(?:—|–|-|→|->)\s/u.test(tail) ? claim : undefined) ??
    (/^exits? 0\b/i.test(claim) ? claim : undefined);
  if (remark === undefined || remark === '') return false;
  // One or two words in brackets name a place or a platform.
  if (tail.startsWith('(') && remark.split(' ').length < 3 && !EXIT_ZERO.test(remark)) return false;
  if (
    /\b(?:and|or|but|if|unless|except|then)\b|[<>≥≤%`"]|;(?! ?exits? 0)|\d+ \w+s\b|[,;] *(?:no|all|\d|line|every|each)\b/i.test(
      remark,
    )
  )
    return false;
  return !/\b(?:shows|prints|lists|returns|reports|displays|contains|outputs|matches|green|clean|pass(?:es|ed)?|verify|confirm|should|must|expect\w*|in|on|from|with|only|local(?:ly)?|running|active|exits? [1-9])\b/i.test(
    remark,
  );
}
