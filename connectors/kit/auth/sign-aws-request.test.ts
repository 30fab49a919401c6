import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '#connectors/kit/http-client.ts';
import { type AwsKeys, signAwsRequest } from './sign-aws-request.ts';

/**
 * Names and values of AWS's published Signature Version 4 test suite. Its cases with unencoded paths (get-utf8, get-space)
 * are left out: such a path cannot be sent, and one that is encoded is encoded once more, which the suite does not show.
 */
const suite: AwsKeys = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
};
const at = new Date('2015-08-30T12:36:00Z');
const host = 'https://example.amazonaws.com';
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe('the test suite of AWS', () => {
  it.each<[string, HttpRequest, string]>([
    ['get-vanilla', { method: 'GET', url: host }, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'get-vanilla-query-order-key-case',
      { method: 'GET', url: `${host}/?Param2=value2&Param1=value1` },
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    ['post-vanilla', { method: 'POST', url: host }, '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'post-x-www-form-urlencoded',
      { method: 'POST', url: host, headers: form, body: 'Param1=value1' },
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('%s', (_name, request, signature) => {
    expect(signAwsRequest(request, suite, at).headers?.authorization).toMatch(new RegExp(`Signature=${signature}$`));
  });

  it('control: another secret gives another signature', () => {
    const keys = { ...suite, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEZ' };
    const { headers } = signAwsRequest({ method: 'GET', url: host }, keys, at);
    expect(headers?.authorization).not.toMatch(/5fa00fa31553b73e/);
  });
});

describe('the examples of the documentation', () => {
  it('IAM: ListUsers', () => {
    const url = 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08';
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const signed = signAwsRequest({ method: 'GET', url, headers }, { ...suite, service: 'iam' }, at);
    expect(signed.headers?.authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    );
  });

  const s3: AwsKeys = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
    service: 's3',
  };
  const bucket = 'https://examplebucket.s3.amazonaws.com';
  it.each<[string, HttpRequest, string]>([
    [
      'GET object',
      { method: 'GET', url: `${bucket}/test.txt`, headers: { Range: 'bytes=0-9' } },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'PUT object',
      {
        method: 'PUT',
        url: `${bucket}/test$file.text`,
        headers: { Date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
        body: 'Welcome to Amazon S3.',
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    [
      'GET bucket lifecycle',
      { method: 'GET', url: `${bucket}/?lifecycle` },
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
  ])('S3: %s', (_name, request, signature) => {
    const { headers } = signAwsRequest(request, s3, new Date('2013-05-24T00:00:00Z'));
    expect(headers?.authorization).toMatch(new RegExp(`Signature=${signature}$`));
  });
});
