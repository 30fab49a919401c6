import { handleRequest } from '#app/api/handle-request.ts';
import { personQuerySchema } from '#core/contracts/people.ts';
import { findPerson } from '#core/people/find-person.ts';

export const POST = handleRequest({ role: 'admin', body: personQuerySchema }, ({ session, body }) =>
  findPerson(session, body.email),
);
