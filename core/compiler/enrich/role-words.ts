/**
 * What mailboxes are called that belong to a function, not to a person: those of RFC 2142, and what companies use in
 * English and Spanish. Only letters: `no-reply` and `info2` are compared as `noreply` and `info`.
 */
export const roleWords: readonly string[] = `
abuse accounting accounts accountspayable admin administration administrator advertising alerts all answers api
billing bookings business careers challenge claims clients communications compliance contact contactus
customercare customerservice customersupport data dataprotection delivery desk dev developers devnull domains donotreply
dpo editor editorial email enquiries enquiry events everyone export fax feedback finance financial founders
frontdesk ftp general gdpr giving group hello help helpdesk hi hiring host hostmaster hr info information inquiries
inquiry invest investor investorrelations investors invoice invoices invoicing it jobs kontakt legal list listrequest
logistics mail maildaemon mailerdaemon mailing management manager marketing media members membership news newsletter noc
noreply office online operations ops order orders owner partner partners partnerships payment payments payroll people
postmaster press pr privacy procurement production promo promotions purchase purchasing quality receipts reception
recruiting recruitment registration remove reply request requests reservations root sales sec secretary security service
services shipping shop sms spam staff store subscribe support sysadmin system team tech technical tickets
unsubscribe update usenet uucp vendor vendors volunteer web webadmin webmaster webmasters welcome www
administracion administrativo almacen asesoria atencion atencionalcliente atencioncliente avisos ayuda boletin
calidad citas clientes comercial compras comunicacion comunidad consultas contabilidad contacta contacto contactos
correo cuentas departamento desarrollo direccion empleo empresa eventos exportacion facturacion facturas finanzas
formacion gerencia gestion hola incidencias informacion informatica laboral legales logistica marketingdigital
negocios noresponder noticias nominas oficina pedidos personal prensa presidencia presupuestos privacidad proveedores
proyectos publicidad recepcion reclamaciones recursoshumanos reservas rgpd rrhh secretaria seguridad servicio servicios
sistemas socios soporte soportetecnico suscripciones taller tecnico tesoreria tienda ventas web
`
  .trim()
  .split(/\s+/);
