drop table consents, visit_states, visits, card_checks, cards, issuer_keys, sessions,
  courier_devices, courier_invitations, courier_villages, courier_states, couriers, admins;
