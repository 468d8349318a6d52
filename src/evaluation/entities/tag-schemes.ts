/** How a scheme of tags begins, goes on with and ends an entity. */
export interface TagScheme {
  /** The prefixes that it knows, beside `O`. */
  readonly prefixes: string
  readonly begins: readonly Pattern[]
  readonly goesOn: readonly Pattern[]
  readonly ends: readonly Pattern[]
}

/** Prefix before, prefix now (`*`: any), and whether the labels must be equal (`=`), differ (`!`) or may be anything (`*`). */
type Pattern = string

/**
 * The schemes in which entities are written as one tag a token, strictly as seqeval reads them: B begins, I is inside,
 * E or L ends, S or U is an entity of one token, O is outside. IOB1 writes B only between two entities of one label.
 *
 * L. Ramshaw, M. Marcus, "Text chunking using transformation-based learning", 1995; E. Tjong Kim Sang, J. Veenstra,
 * "Representing text chunks", EACL 1999; L. Ratinov, D. Roth, CoNLL 2009 (BILOU).
 */
export const tagSchemes = Object.freeze({
  IOB1: {
    prefixes: 'IB',
    begins: ['OI*', 'II!', 'BI*', 'IB=', 'BB='],
    goesOn: ['BI=', 'II='],
    ends: ['II!', 'IO*', 'IB*', 'BO*', 'BI!', 'BB='],
  },
  IOE1: {
    prefixes: 'IE',
    begins: ['OI*', 'II!', 'EI*', 'EE='],
    goesOn: ['II=', 'IE='],
    ends: ['II!', 'IO*', 'IE!', 'EI=', 'EE='],
  },
  IOB2: {
    prefixes: 'IB',
    begins: ['*B*'],
    goesOn: ['BI=', 'II='],
    ends: ['IO*', 'II!', 'IB*', 'BO*', 'BI!', 'BB*'],
  },
  IOE2: {
    prefixes: 'IE',
    begins: ['OI*', 'OE*', 'EI*', 'EE*', 'II!', 'IE!'],
    goesOn: ['IE=', 'II='],
    ends: ['E**'],
  },
  IOBES: {
    prefixes: 'IBES',
    begins: ['*B*', '*S*'],
    goesOn: ['BI=', 'BE=', 'II=', 'IE='],
    ends: ['S**', 'E**'],
  },
  BILOU: {
    prefixes: 'BILU',
    begins: ['*B*', '*U*'],
    goesOn: ['BI=', 'BL=', 'II=', 'IL='],
    ends: ['U**', 'L**'],
  },
} satisfies Record<string, TagScheme>)

export type TagSchemeName = keyof typeof tagSchemes

/** A tag taken apart: `B-PER` is prefix B, label PER; a bare `B` has the label `_`. */
export interface Tag {
  readonly prefix: string
  readonly label: string
}

export const outside: Tag = { prefix: 'O', label: '_' }

export function readTag(text: string): Tag {
  return { prefix: text[0] ?? 'O', label: text.slice(1).replace(/^-+|-+$/g, '') || '_' }
}

/** Whether the step from one tag to the next is among the patterns. */
export function follows(before: Tag, now: Tag, patterns: readonly Pattern[]): boolean {
  return patterns.some(
    ([first, second, labels]) =>
      (first === '*' || first === before.prefix) &&
      (second === '*' || second === now.prefix) &&
      (labels === '*' || (labels === '=') === (before.label === now.label)),
  )
}
