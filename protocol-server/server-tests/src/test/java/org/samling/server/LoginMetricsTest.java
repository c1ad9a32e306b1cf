package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.login.LoginAttempts;
import org.samling.core.login.LoginLimits;
import org.samling.core.login.PinAttempts;
import org.samling.core.login.PinLimits;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.privacy.Access;
import org.samling.postgres.hashing.HashingLimits;
import org.samling.postgres.hashing.HashingPool;

/** What metrics tell of guessing. */
class LoginMetricsTest {

  private static final Tenant NORTH =
      new Tenant(
          new TenantId(1),
          "north",
          "North",
          ZoneId.of("Europe/Copenhagen"),
          Currency.getInstance("DKK"),
          false);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private Stream<String> tenants() {
    return metrics.get("samling.pins.guessing").gauges().stream()
        .map(gauge ->
            "%s %s %.0f"
                .formatted(
                    gauge.getId().getTag("tenant"), gauge.getId().getTag("limit"), gauge.value()));
  }

  @Test
  void guessesOfPinsAreToldByTenantAndNoSeriesIsWithoutOne() {
    var pins = new PinAttempts(new PinLimits(1, 1));
    try (var hashing = new HashingPool(HashingLimits.USUAL)) {
      LoginMetrics.bind(
          metrics,
          List.of(NORTH),
          new LoginAttempts(LoginLimits.USUAL, (_, _) -> false),
          pins,
          hashing);
      assertThat(tenants()).containsExactlyInAnyOrder("north account 0", "north address 0");
      for (var tenant : List.of("north", "new")) {
        Access.by(
            new Access("SIP2", tenant, "63"),
            () -> {
              assertThat(pins.attempt(tenant, () -> false, right -> right)).isFalse();
              assertThatThrownBy(() -> pins.attempt(tenant, () -> false, right -> right))
                  .isInstanceOf(StoreException.class);
              return tenant;
            });
      }
      assertThat(tenants())
          .containsExactlyInAnyOrder("north account 1", "north address 0", "new account 1");
    }
  }
}
