import { useTranslations } from 'next-intl';
import { SelectField } from '#components/ui/select-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type CsvFormat, type FileFormat, fileEncodings } from '#core/graph/nodes/file-source.ts';
import { NumberField } from '../fields/number-field.tsx';

interface FileFormatEditorProps {
  readonly format: FileFormat;
  /** The new format and the setting that changed. */
  readonly onChange: (format: FileFormat, changed: string) => void;
}

/** How the file is written, as it was detected, to confirm or change. */
export function FileFormatEditor({ format, onChange }: FileFormatEditorProps) {
  const t = useTranslations('builder.forms.file');
  if (format.type === 'parquet') return <p className="text-ink-2 text-ui">{t('parquet')}</p>;
  if (format.type === 'json')
    return (
      <TextField
        label={t('rowsPath')}
        optional
        hint={t('rowsPathHint')}
        mono
        maxLength={200}
        value={format.rowsPath}
        onChange={(rowsPath) => onChange({ ...format, rowsPath }, 'rowsPath')}
      />
    );
  return <CsvFormatEditor format={format} onChange={onChange} />;
}

const delimiters = [',', ';', '\t', '|'] as const;
const quotes = ['"', "'", ''] as const;
const thousands = ['', ',', '.', ' ', "'"] as const;

interface CsvFormatEditorProps {
  readonly format: CsvFormat;
  readonly onChange: FileFormatEditorProps['onChange'];
}

function CsvFormatEditor({ format, onChange }: CsvFormatEditorProps) {
  const t = useTranslations('builder.forms.file');
  const set = <Key extends keyof CsvFormat>(key: Key, value: CsvFormat[Key]) =>
    onChange({ ...format, [key]: value }, key);
  const offered = [...new Set<string>([...delimiters, format.delimiter])];
  const numbers = listNumberStyles(format);
  return (
    <section className="flex flex-col gap-3">
      <header>
        <h3 className="font-medium text-ui">{t('format')}</h3>
        <p className="text-ink-3 text-meta">{t('formatHint')}</p>
      </header>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t('delimiter')}
          value={format.delimiter}
          onChange={(value) => set('delimiter', value)}
          choices={offered.map((value) => ({ value, label: nameDelimiter(value, t) }))}
        />
        <SelectField
          label={t('encoding')}
          value={format.encoding}
          onChange={(value) => set('encoding', value)}
          choices={fileEncodings.map((value) => ({ value, label: t(`encodings.${value}`) }))}
        />
        <SelectField
          label={t('numbers')}
          value={`${format.decimalSeparator}${format.thousandsSeparator}`}
          onChange={(value) => {
            const style = numbers.find((candidate) => candidate.value === value);
            if (style !== undefined) onChange({ ...format, ...style.format }, 'decimalSeparator');
          }}
          choices={numbers}
        />
        <SelectField
          label={t('quote')}
          value={format.quote}
          onChange={(value) => set('quote', value)}
          choices={quotes.map((value) => ({ value, label: value === '' ? t('noQuote') : `${value}text${value}` }))}
        />
      </div>
      <Switch
        label={t('header')}
        description={t('headerHint')}
        checked={format.header}
        onChange={(value) => set('header', value)}
      />
      <NumberField
        label={t('skipRows')}
        hint={t('skipRowsHint')}
        value={format.skipRows}
        min={0}
        max={1000}
        onChange={(value) => value !== null && set('skipRows', value)}
      />
    </section>
  );
}

function nameDelimiter(delimiter: string, t: (key: string) => string): string {
  const names: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' };
  const name = names[delimiter];
  if (name === undefined) return delimiter;
  return delimiter === '\t' ? t(`delimiters.${name}`) : `${t(`delimiters.${name}`)}  ${delimiter}`;
}

/** Ways to write one thousand two hundred thirty-four and a half. */
function listNumberStyles(format: CsvFormat) {
  const styles = (['.', ','] as const).flatMap((decimalSeparator) =>
    thousands
      .filter((thousandsSeparator) => thousandsSeparator !== decimalSeparator)
      .map((thousandsSeparator) => ({ decimalSeparator, thousandsSeparator })),
  );
  const isCommon = ({ thousandsSeparator: mark }: (typeof styles)[number]) => mark !== "'" && mark !== ' ';
  return styles
    .filter((style) => isCommon(style) || style.thousandsSeparator === format.thousandsSeparator)
    .map((style) => ({
      value: `${style.decimalSeparator}${style.thousandsSeparator}`,
      label: `1${style.thousandsSeparator}234${style.decimalSeparator}50`,
      format: style,
    }));
}
