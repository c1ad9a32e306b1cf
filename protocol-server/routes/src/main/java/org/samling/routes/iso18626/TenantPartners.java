package org.samling.routes.iso18626;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.Peer;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.partners.HoldAgreement;
import org.samling.core.partners.HoldAgreement.Lending;
import org.samling.core.partners.HoldAgreements;
import org.samling.core.partners.PartnerHolds;
import org.samling.iso18626.Iso18626Codec;
import org.samling.iso18626.Iso18626Decoded;
import org.samling.iso18626.Iso18626Message;
import org.samling.iso18626.Iso18626Message.ConfirmableMessage;
import org.samling.iso18626.Iso18626Message.Confirmation;
import org.samling.routes.ill.Partners;

/**
 * The tenants of this server with which a tenant has an agreement about holds, under their codes:
 * their messages need no wire. Each is still one transaction of the sender and one of the receiver,
 * and known again when it is repeated. Libraries elsewhere are left to others.
 */
public final class TenantPartners implements Partners {

  private static final int OK = 200;
  private static final int MESSAGE_LIMIT = 262_144;
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final String LANGUAGE = "009";

  private final Ports ports;
  private final Partners elsewhere;
  private final Iso18626Requests requests;
  private final Iso18626Codec codec = new Iso18626Codec(MESSAGE_LIMIT);
  private final Iso18626Peer protocol = new Iso18626Peer(MESSAGE_LIMIT);

  /** The core's ports that partners need. */
  public record Ports(
      HoldAgreements agreements,
      PartnerHolds holds,
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      Inquiries inquiries,
      Commands commands) {}

  /**
   * Creates it.
   *
   * @param elsewhere the libraries that are no tenants
   */
  public TenantPartners(Ports ports, Partners elsewhere) {
    this.ports = ports;
    this.elsewhere = elsewhere;
    this.requests =
        new Iso18626Requests(
            new PartnerRequests(ports.holds(), ports.requests()),
            ports.inquiries(),
            ports.requests(),
            ports.messages(),
            ports.commands(),
            DEADLINE);
  }

  @Override
  public Optional<Partner> of(Tenant tenant, Peer peer) {
    return agreed(tenant.id(), peer.library())
        .map(agreement -> agreement.other())
        .map(other -> new Partner(protocol, message -> send(tenant, other, message)))
        .findFirst()
        .or(() -> elsewhere.of(tenant, peer));
  }

  /** The agreements with a tenant that are in force or were: what is out has to come back. */
  private Stream<HoldAgreement> agreed(TenantId tenant, String other) {
    return ports.agreements().of(tenant).stream()
        .filter(each -> each.other().code().equals(other) && each.accepted() != null);
  }

  private SendResult send(Tenant from, Tenant to, byte[] message) {
    try {
      return codec.decode(message, to.zone(), Instant.now())
                  instanceof Iso18626Decoded.Message(var version, var known)
              && known instanceof ConfirmableMessage asking
          ? new Answered(
              OK,
              new String(
                  codec.encode(version, receive(account(from, to), version, asking, message)),
                  UTF_8))
          : new Unanswered("the message can't be read");
    } catch (StoreException e) {
      return new Unanswered(Objects.requireNonNullElse(e.getMessage(), "the store failed"));
    }
  }

  private Confirmation receive(
      Account account, String version, ConfirmableMessage message, byte[] text) {
    var received = Instant.now();
    var exchange =
        new Iso18626Exchange<>(account, version, message, new String(text, UTF_8), received);
    try {
      return switch (message) {
        case Iso18626Message.Request request -> requests.request(exchange.with(request));
        case Iso18626Message.SupplyingAgencyMessage supplying -> {
          var confirmed = requests.supplying(exchange.with(supplying));
          expectSent(account.tenant().id());
          yield confirmed;
        }
        case Iso18626Message.RequestingAgencyMessage requesting ->
            requests.requesting(exchange.with(requesting));
      };
    } catch (Iso18626RefusedException e) {
      return Iso18626Message.confirm(message, received, e.error());
    }
  }

  /** Has what was sent be known at once where it arrives; if this fails the job does it. */
  private void expectSent(TenantId home) {
    ports.holds().sent(home).forEach(sent -> ports.holds().expect(home, sent));
  }

  /** As whom a partner acts at a tenant: for itself, and nobody else. */
  private Account account(Tenant from, Tenant to) {
    return new Account(
        to,
        UUID.nameUUIDFromBytes(("hold agreement " + from.id() + " " + to.id()).getBytes(UTF_8)),
        Account.Protocol.NCIP,
        PartnerHolds.account(from.code()),
        new Account.Site(branch(from, to), to.code(), UTF_8.name(), LANGUAGE),
        Access.OPEN,
        null,
        Set.of(),
        Set.of(from.code()),
        Bounds.NONE,
        0);
  }

  /** The branch that handles a partner's requests; any where the partner is only a supplier. */
  private String branch(Tenant from, Tenant to) {
    @Nullable String agreed =
        agreed(to.id(), from.code())
            .flatMap(each -> Optional.ofNullable(each.lending()).stream())
            .map(Lending::branch)
            .findFirst()
            .orElse(null);
    return agreed == null
        ? ports.inquiries().policy(to.id()).branches().keySet().stream()
            .min(String::compareTo)
            .orElse("")
        : agreed;
  }
}
