package org.samling.server.web;

import io.vertx.ext.web.RoutingContext;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Secret;
import org.samling.library.config.Configuration;
import org.samling.library.network.AddressRange;
import org.samling.library.network.KnownCertificate;
import org.samling.library.network.KnownMachine;
import org.samling.library.network.Peer;
import org.samling.routes.Credentials;
import org.samling.routes.ncip.NcipLogin;

/**
 * Identifies the sender of an NCIP message: by a token, a password, a key in a header or in the
 * URL, or, without these, by the connection: its client certificate or its address. Safe for use by
 * many threads.
 */
public final class NcipLogins {

  private final List<KnownMachine> machines;
  private final @Nullable BearerTokens tokens;

  /**
   * Creates an instance.
   *
   * @param machines the machines that are identified by their connection
   * @param tokens checks tokens, or null where none are accepted
   */
  private NcipLogins(List<KnownMachine> machines, @Nullable BearerTokens tokens) {
    this.machines = List.copyOf(machines);
    this.tokens = tokens;
  }

  /** Creates an instance from the configuration. */
  public static NcipLogins of(Configuration.Ncip ncip) {
    var tokens = ncip.tokens();
    return new NcipLogins(ncip.machines(), tokens == null ? null : new BearerTokens(tokens));
  }

  /**
   * The identification in a request.
   *
   * @param token a token, or null
   * @param credentials a name and a password, or null
   * @param peer the other side of the connection
   */
  record RequestIdentity(@Nullable String token, @Nullable Credentials credentials, Peer peer) {

    static RequestIdentity of(RoutingContext context) {
      var authorization = context.request().getHeader("authorization");
      var token = BearerTokens.token(authorization);
      return new RequestIdentity(
          token,
          token == null ? NcipLogins.credentials(context, authorization) : null,
          NcipLogins.peer(context));
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Shown[token=%s, credentials=%s, peer=%s]"
          .formatted(token == null ? "none" : "****", credentials, peer);
    }
  }

  /** The other side of a request's connection. */
  static Peer peer(RoutingContext context) {
    return new Peer(RequestOrigin.of(context).address(), null, certificate(context));
  }

  private static @Nullable X509Certificate certificate(RoutingContext context) {
    var session = context.request().sslSession();
    try {
      return session != null
              && session.getPeerCertificates()[0] instanceof X509Certificate certificate
          ? certificate
          : null;
    } catch (SSLPeerUnverifiedException _) {
      return null;
    }
  }

  /** The credentials of HTTP Basic, or a key in a header or in the URL. */
  private static @Nullable Credentials credentials(
      RoutingContext context, @Nullable String authorization) {
    var basic = BasicLogin.credentials(authorization);
    if (basic != null) {
      return basic;
    }
    return Stream.of(
            Optional.ofNullable(context.request().getHeader("x-api-key")),
            Optional.ofNullable(context.request().getHeader("apikey")),
            Optional.ofNullable(context.pathParam("key")))
        .flatMap(Optional::stream)
        .findFirst()
        .map(NcipLogins::key)
        .orElse(null);
  }

  /**
   * {@code NAME:PASSWORD}; without a colon it is a name with an empty password, which opens
   * nothing.
   */
  private static Credentials key(String key) {
    var colon = key.indexOf(':');
    return colon < 0
        ? new Credentials(key, new Secret(""))
        : new Credentials(key.substring(0, colon), new Secret(key.substring(colon + 1)));
  }

  /**
   * Identifies the sender of a message; null where only the message can. May block some seconds.
   */
  @Nullable NcipLogin login(RequestIdentity shown) {
    if (shown.token() != null) {
      return tokens == null
          ? new NcipLogin.Invalid("Tokens are not accepted here.")
          : tokens.login(shown.token());
    }
    return shown.credentials() == null
        ? login(shown.peer())
        : new NcipLogin.Password(shown.credentials());
  }

  /** Identifies a peer by the connection itself; null for none. */
  public @Nullable NcipLogin login(Peer peer) {
    return KnownMachine.recognize(machines, peer)
        .map(known -> new NcipLogin.Verified(known.account(), known.way(), null))
        .orElse(null);
  }

  /** Whether an account's access rules admit a peer. */
  public static Predicate<Account> admits(Peer peer) {
    return account -> {
      var access = account.access();
      var allow = access.allow().stream().map(AddressRange::parse).toList();
      return (allow.isEmpty() || AddressRange.anyContains(allow, peer.address()))
          && (access.certificate() == null
              || KnownCertificate.parse(access.certificate()).matches(peer.certificate()));
    };
  }
}
