import type { ColumnProfile } from './profile-column.ts';

const width = 64;
const height = 12;

/** How values are spread, small enough for a header; nothing where every value is another. */
export function ProfileBars({ profile }: { profile: ColumnProfile }) {
  const bars = profile.histogram ?? (isVaried(profile) ? [] : profile.common.map(({ rows }) => rows));
  const highest = Math.max(...bars, 1);
  const step = width / Math.max(bars.length, 1);
  return (
    <svg aria-hidden width={width} height={height} className="shrink-0 fill-current opacity-45">
      {bars.map((rows, index) => {
        const tall = rows === 0 ? 0 : Math.max(1, (rows / highest) * height);
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        return <rect key={index} x={index * step} y={height - tall} width={Math.max(1, step - 1)} height={tall} />;
      })}
    </svg>
  );
}

/** Whether hardly a value comes twice, so that counting them says nothing. */
function isVaried({ rows, blank, distinct }: ColumnProfile): boolean {
  return distinct > (rows - blank) / 2;
}
