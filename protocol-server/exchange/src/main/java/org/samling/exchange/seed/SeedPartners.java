package org.samling.exchange.seed;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.ApiKey;
import org.samling.core.ill.IllPartner.ClientCredentials;
import org.samling.core.ill.IllPartner.Iso18626;
import org.samling.core.ill.IllPartner.Login;
import org.samling.core.ill.IllPartner.Ncip;
import org.samling.core.ill.IllPartner.NoLogin;
import org.samling.core.ill.IllPartner.Password;
import org.samling.core.ill.IllPartner.Protocol;
import org.samling.core.ill.IllPartner.ReplyAddresses;
import org.samling.core.ill.PartnerAddresses;
import org.samling.core.organisation.Secret;
import org.samling.exchange.seed.SeedContent.SeedPartner;
import org.samling.exchange.seed.SeedReport.Kind;
import org.samling.exchange.seed.SeedReport.Tally;
import org.samling.exchange.seed.SeedSettings.Loading;
import org.samling.exchange.seed.Seeder.Ports;
import org.samling.routes.ill.InternetAddresses;

/** Loads the partners of interlibrary loan. */
final class SeedPartners {

  /** Whether an address may be called is for the server that calls it. */
  private static final PartnerAddresses ADDRESSES = new InternetAddresses(true);

  private final Ports ports;
  private final Tally tally;

  SeedPartners(Ports ports, Tally tally) {
    this.ports = ports;
    this.tally = tally;
  }

  void put(Loading loading) {
    var tenant = loading.tenant().id();
    for (var placed : loading.plan().illPartners()) {
      var wanted = placed.value();
      var before = ports.illPartners().find(tenant, wanted.library()).orElse(null);
      var problem = problem(wanted);
      if (problem != null) {
        tally.refused(Kind.ILL_PARTNERS, placed.problem(problem, "is missing or unfit"));
        continue;
      }
      var partner = partner(wanted);
      var batch = new ArrayList<IllPartner>();
      if (!partner.equals(before)) {
        batch.add(partner);
      }
      ports.illPartners().put(tenant, batch);
      tally.done(
          Kind.ILL_PARTNERS,
          before == null ? 1 : 0,
          before != null && !batch.isEmpty() ? 1 : 0,
          batch.isEmpty() ? 1 : 0);
    }
  }

  /** The key that is missing or unfit, or null. */
  private static @Nullable String problem(SeedPartner wanted) {
    var isToken = wanted.login().equals("token");
    if (ADDRESSES.parse(wanted.address()).isEmpty()) {
      return "address";
    }
    if (!wanted.login().equals("none") && wanted.loginName() == null) {
      return "login-name";
    }
    if (!wanted.login().equals("none") && wanted.loginSecret() == null) {
      return "login-secret";
    }
    return isToken
            && ADDRESSES.parse(Objects.requireNonNullElse(wanted.tokenAddress(), "")).isEmpty()
        ? "token-address"
        : null;
  }

  private static IllPartner partner(SeedPartner wanted) {
    return new IllPartner(
        wanted.library(),
        Objects.requireNonNullElse(wanted.name(), ""),
        protocol(wanted),
        URI.create(wanted.address()),
        login(wanted),
        Duration.ofSeconds(wanted.timeoutSeconds()),
        new ReplyAddresses(wanted.replyAddress(), wanted.replyHosts()),
        wanted.enabled());
  }

  private static Protocol protocol(SeedPartner wanted) {
    var secret = wanted.ncipSecret();
    return wanted.protocol().equals("ncip")
        ? new Ncip(
            Ncip.Version.of(wanted.ncipVersion()).orElseThrow(),
            wanted.ncipUs(),
            wanted.ncipPatron(),
            secret == null ? null : new Secret(secret),
            Duration.ofSeconds(wanted.askEverySeconds()))
        : new Iso18626();
  }

  private static Login login(SeedPartner wanted) {
    var name = Objects.requireNonNullElse(wanted.loginName(), "");
    var secret = new Secret(Objects.requireNonNullElse(wanted.loginSecret(), ""));
    return switch (wanted.login()) {
      case "password" -> new Password(name, secret);
      case "api-key" -> new ApiKey(name, secret);
      case "token" ->
          new ClientCredentials(
              URI.create(Objects.requireNonNull(wanted.tokenAddress())),
              name,
              secret,
              wanted.tokenScope());
      default -> new NoLogin();
    };
  }
}
