import { describe, expect, it } from 'vitest';
import { findFaults, readFormValues, toConnectionValues } from './connection-values.ts';

const postgres = { ...readFormValues('postgres', null), host: ' db.example.com ', database: 'crm', user: 'telar' };

describe('connection values', () => {
  it('starts a new form with the defaults', () => {
    expect(readFormValues('postgres', null)).toMatchObject({ port: '5432', tls: 'prefer', password: '' });
  });

  it('names what is missing or badly written', () => {
    expect(findFaults('postgres', { ...postgres, host: '', port: 'five' }, [])).toEqual({
      host: 'fieldMissing',
      port: 'numberInvalid',
    });
    expect(findFaults('http', { baseUrl: 'api.example.com', auth: 'none' }, [])).toEqual({ baseUrl: 'urlInvalid' });
  });

  it('lets a stored secret stay empty, and no other', () => {
    const values = { baseUrl: 'https://api.example.com', auth: 'bearer', token: '' };
    expect(findFaults('http', values, ['token'])).toEqual({});
    expect(findFaults('http', values, [])).toEqual({ token: 'fieldMissing' });
  });

  it('sends numbers as numbers, secrets apart, and nothing that was not asked or typed', () => {
    expect(toConnectionValues('postgres', ' CRM ', { ...postgres, ca: 'PEM', password: '' })).toEqual({
      connector: 'postgres',
      name: 'CRM',
      config: { host: 'db.example.com', port: 5432, database: 'crm', user: 'telar', tls: 'prefer', reach: 'direct' },
      secret: {},
    });
  });
});
