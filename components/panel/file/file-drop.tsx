'use client';

import { CircleAlert, FileText, Upload } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useUploadFile } from '#components/queries/use-upload-file.ts';
import { Button } from '#components/ui/button.tsx';
import { type FileView, maxFileBytes } from '#core/contracts/files.ts';

interface FileDropProps {
  readonly fileName: string;
  readonly problem: ReactNode;
  readonly onFile: (file: FileView) => void;
}

/** Takes a file by drop or from the file dialog, and shows how much of it has arrived. */
export function FileDrop({ fileName, problem, onFile }: FileDropProps) {
  const t = useTranslations('builder.forms.file');
  const format = useFormatter();
  const toText = useErrorText();
  const upload = useUploadFile();
  const input = useRef<HTMLInputElement>(null);
  const stopper = useRef<AbortController | null>(null);
  const [share, setShare] = useState(0);
  const [isOver, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  function send(file: File | undefined): void {
    if (file === undefined) return;
    setRefusal(file.size === 0 ? t('emptyFile', { name: file.name }) : file.size > maxFileBytes ? t('tooLarge') : null);
    if (file.size === 0 || file.size > maxFileBytes) return;
    stopper.current = new AbortController();
    setShare(0);
    upload.mutate({ file, onProgress: setShare, signal: stopper.current.signal }, { onSuccess: onFile });
  }

  const failed = upload.error !== null && upload.error.name !== 'AbortError' ? toText(upload.error) : null;
  const error = refusal ?? failed ?? (fileName === '' ? problem : null);
  return (
    <div className="flex flex-col gap-1">
      <section
        aria-label={t('label')}
        className={`flex flex-col items-center gap-2 rounded-card border border-dashed px-4 py-5 text-center ${isOver ? 'border-accent bg-accent/8' : 'border-line-strong/70'}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          send(event.dataTransfer.files[0]);
        }}
      >
        <input
          ref={input}
          type="file"
          aria-label={t('label')}
          className="sr-only"
          tabIndex={-1}
          accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet"
          onChange={(event) => {
            send(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        {upload.isPending ? (
          <>
            <progress aria-label={t('uploading')} className="h-1.5 w-full accent-accent" value={share} max={1} />
            <span className="text-ink-2 text-meta">
              {t('uploading')} {format.number(share, { style: 'percent' })}
            </span>
            <Button size="small" onClick={() => stopper.current?.abort()}>
              {t('stop')}
            </Button>
          </>
        ) : (
          <>
            {fileName !== '' && (
              <span className="flex max-w-full items-center gap-2 font-medium text-ui">
                <FileText aria-hidden className="size-4 shrink-0 text-source" />
                <span className="truncate">{fileName}</span>
              </span>
            )}
            <Button
              icon={Upload}
              variant={fileName === '' ? 'primary' : 'secondary'}
              onClick={() => input.current?.click()}
            >
              {fileName === '' ? t('choose') : t('replace')}
            </Button>
            <span className="text-ink-3 text-meta">{t('hint')}</span>
          </>
        )}
      </section>
      {error && (
        <p role="alert" className="flex items-start gap-1.5 text-error text-meta">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0">{error}</span>
        </p>
      )}
    </div>
  );
}
