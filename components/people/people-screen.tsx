'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useErrorText } from '#components/queries/use-error-text.ts';
import { useFindPerson } from '#components/queries/use-people.ts';
import { AdminPage } from '#components/settings/admin-page.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { ErasePerson } from './erase-person.tsx';
import { ErasureList } from './erasure-list.tsx';
import { PersonTargets } from './person-targets.tsx';
import { SightingList } from './sighting-list.tsx';

/** Where an e-mail address was in the runs of the workspace, and its erasure, for admins. */
export function PeopleScreen() {
  const t = useTranslations('app.people');
  return (
    <AdminPage title={t('title')} back={t('back')} adminsOnly={t('adminsOnly')}>
      <div className="flex flex-col gap-8">
        <FindPerson />
        <ErasureList />
      </div>
    </AdminPage>
  );
}

function FindPerson() {
  const t = useTranslations('app.people');
  const toText = useErrorText();
  const [email, setEmail] = useState('');
  const { mutate: find, data: found, variables: sought, error, isPending } = useFindPerson();
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim() !== '') find(email.trim());
  };
  return (
    <div className="flex flex-col gap-4">
      <form className="flex items-end gap-2" onSubmit={search}>
        <TextField
          className="min-w-0 flex-1"
          label={t('email')}
          type="email"
          autoComplete="off"
          icon={Search}
          value={email}
          onChange={setEmail}
        />
        <Button type="submit" variant="primary" loading={isPending}>
          {t('find')}
        </Button>
      </form>
      <p className="-mt-2 text-ink-2 text-meta">{t('hint')}</p>
      {error !== null && <p className="text-error text-ui">{toText(error)}</p>}
      {found && sought && (
        <>
          <PersonTargets targets={found.targets} />
          <SightingList found={found} />
          <ErasePerson email={sought} isKnown={found.sightings.length > 0} />
        </>
      )}
    </div>
  );
}
