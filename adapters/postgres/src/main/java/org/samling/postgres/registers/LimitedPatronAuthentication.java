package org.samling.postgres.registers;

import java.util.Optional;
import org.samling.core.login.PinAttempts;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronAuthentication;
import org.samling.postgres.connection.Database;
import org.samling.postgres.loader.PolicyCache;
import org.samling.postgres.rows.Pipeline;

/**
 * Checks no more PINs where too many were wrong. They count once, for the tenant and the account
 * where they are typed: which home a guest's card is checked at makes no difference, and so can't
 * be found out.
 */
public final class LimitedPatronAuthentication implements PatronAuthentication {

  private final PatronAuthentication checked;
  private final Database database;
  private final PolicyCache policies;
  private final PinAttempts attempts;

  /**
   * Creates an instance.
   *
   * @param checked checks PINs
   */
  public LimitedPatronAuthentication(
      PatronAuthentication checked, Database database, PolicyCache policies, PinAttempts attempts) {
    this.checked = checked;
    this.database = database;
    this.policies = policies;
    this.attempts = attempts;
  }

  @Override
  public Optional<RightPin> check(TenantId tenant, String identifier, Secret pin) {
    var policy =
        policies.known(tenant).orElseGet(() -> policies.ask(database, tenant, new Pipeline()));
    return attempts.attempt(
        policy.tenant().code(), () -> checked.check(tenant, identifier, pin), Optional::isPresent);
  }

  @Override
  public boolean stands(TenantId tenant, RightPin pin) {
    return checked.stands(tenant, pin);
  }
}
