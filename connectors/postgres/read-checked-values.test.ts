import { describe, expect, it } from 'vitest';
import { readCheckedValues } from './read-checked-values.ts';

describe('readCheckedValues', () => {
  it('reads the list of a CHECK as PostgreSQL writes it, of text and of varchar', () => {
    expect(readCheckedValues("CHECK ((stage = ANY (ARRAY['lead'::text, 'it''s won'::text])))")).toEqual([
      'lead',
      "it's won",
    ]);
    expect(
      readCheckedValues(
        "CHECK (((stage)::text = ANY ((ARRAY['a'::character varying, 'b, c'::character varying])::text[])))",
      ),
    ).toEqual(['a', 'b, c']);
  });

  it('says nothing of other conditions', () => {
    expect(readCheckedValues('CHECK ((length(stage) > 3))')).toBeNull();
    expect(readCheckedValues("CHECK (((stage = ANY (ARRAY['a'::text])) OR (stage IS NULL)))")).toBeNull();
    expect(readCheckedValues('CHECK ((size = ANY (ARRAY[1, 2])))')).toBeNull();
  });
});
