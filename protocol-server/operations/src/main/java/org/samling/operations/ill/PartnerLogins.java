package org.samling.operations.ill;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.ApiKey;
import org.samling.core.ill.IllPartner.ClientCredentials;
import org.samling.core.ill.IllPartner.Login;
import org.samling.core.ill.IllPartner.Ncip;
import org.samling.core.ill.IllPartner.NoLogin;
import org.samling.core.ill.IllPartner.Password;
import org.samling.core.ill.IllPartner.ReplyAddresses;
import org.samling.core.ill.PartnerAddresses;
import org.samling.core.organisation.Secret;
import org.samling.operations.Problem;
import org.samling.operations.Texts;
import org.samling.operations.ill.IllPartnerForms.LoginKind;
import org.samling.operations.ill.IllPartnerForms.NewPartner;

/**
 * The login of a partner. A secret that was stored stays only where it goes to the same hosts as
 * before: else whoever may change a partner could have it sent to a host of their own.
 */
final class PartnerLogins {

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e ]*");
  private static final Set<String> RESERVED_HEADERS =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "transfer-encoding",
          "upgrade");
  private static final int LONGEST_SECRET = 4_000;

  private final NewPartner wanted;
  private final PartnerAddresses addresses;
  private final @Nullable IllPartner before;
  private final boolean isAtSameHosts;

  /**
   * Makes it.
   *
   * @param address where the partner is to be
   * @param before the partner as it is stored, or null
   */
  PartnerLogins(
      NewPartner wanted,
      PartnerAddresses addresses,
      URI address,
      ReplyAddresses replies,
      @Nullable IllPartner before) {
    this.wanted = wanted;
    this.addresses = addresses;
    this.before = before;
    this.isAtSameHosts =
        before != null
            && place(address).equals(place(before.address()))
            && before.replies().hosts().containsAll(replies.hosts());
  }

  private static String place(URI address) {
    return "%s %s %d".formatted(address.getScheme(), address.getHost(), address.getPort());
  }

  /** The user, header or client; null for none. */
  static @Nullable String name(Login login) {
    return switch (login) {
      case NoLogin() -> null;
      case Password(var user, _) -> user;
      case ApiKey(var header, _) -> header;
      case ClientCredentials credentials -> credentials.client();
    };
  }

  /** The secret; empty for none. */
  static Secret secret(Login login) {
    return switch (login) {
      case NoLogin() -> new Secret("");
      case Password(_, var password) -> password;
      case ApiKey(_, var key) -> key;
      case ClientCredentials credentials -> credentials.secret();
    };
  }

  /**
   * The login.
   *
   * @throws Problem when something of it is missing or wrong
   */
  Login login() {
    var kind = Objects.requireNonNullElse(wanted.login(), LoginKind.NONE);
    checkTokenOnly(kind);
    return switch (kind) {
      case NONE -> none();
      case PASSWORD -> {
        var user = needed();
        if (user.indexOf(':') >= 0) {
          throw Problem.invalid("\"login-name\" of a password can't have a colon.");
        }
        var kept = before != null && before.login() instanceof Password(var name, _) ? name : null;
        yield new Password(user, secret(user.equals(kept)));
      }
      case API_KEY -> {
        var header =
            Objects.requireNonNullElse(Texts.clean(wanted.loginName()), IllPartner.USUAL_HEADER);
        if (!HEADER.matcher(header).matches()
            || RESERVED_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
          throw Problem.invalid("\"login-name\" must be a header for a key, such as X-Api-Key.");
        }
        var kept = before != null && before.login() instanceof ApiKey(var name, _) ? name : null;
        var key = secret(header.equals(kept));
        if (!VISIBLE.matcher(key.value()).matches()) {
          throw Problem.invalid("\"login-secret\" in a header has only characters of ASCII.");
        }
        yield new ApiKey(header, key);
      }
      case TOKEN -> token();
    };
  }

  private Login none() {
    if (Texts.clean(wanted.loginName()) != null || isGiven(wanted.loginSecret())) {
      throw Problem.invalid("\"login\" is missing: password, api-key or token.");
    }
    return new NoLogin();
  }

  private ClientCredentials token() {
    var address =
        addresses
            .parse(Objects.requireNonNullElse(wanted.tokenAddress(), ""))
            .orElseThrow(() ->
                Problem.invalid("\"token-address\" must be %s.".formatted(addresses.expected())));
    var client = needed();
    var kept =
        before != null && before.login() instanceof ClientCredentials credentials
            ? credentials
            : null;
    var isKept =
        kept != null
            && kept.client().equals(client)
            && place(kept.address()).equals(place(address));
    return new ClientCredentials(address, client, secret(isKept), Texts.clean(wanted.tokenScope()));
  }

  private void checkTokenOnly(LoginKind kind) {
    if (kind != LoginKind.TOKEN
        && (Texts.clean(wanted.tokenAddress()) != null
            || Texts.clean(wanted.tokenScope()) != null)) {
      throw Problem.invalid("\"token-address\" and \"token-scope\" need \"login\": token.");
    }
  }

  private String needed() {
    return Texts.needed("login-name", Objects.requireNonNullElse(wanted.loginName(), ""));
  }

  private Secret secret(boolean isSameLogin) {
    var given = wanted.loginSecret();
    if (isGiven(given)) {
      return checked("login-secret", given);
    }
    var kept = before == null ? "" : secret(before.login()).value();
    if (kept.isEmpty() || !isSameLogin || !isAtSameHosts) {
      throw missing("login-secret");
    }
    return new Secret(kept);
  }

  /**
   * The value of FromAgencyAuthentication, or null for none.
   *
   * @throws Problem when a stored one would go elsewhere
   */
  @Nullable Secret agencySecret() {
    var given = wanted.ncipSecret();
    if (isGiven(given)) {
      return checked("ncip-secret", given);
    }
    var kept =
        before != null && before.protocol() instanceof Ncip ncip ? ncip.agencySecret() : null;
    if (kept != null && !isAtSameHosts) {
      throw missing("ncip-secret");
    }
    return kept;
  }

  private static boolean isGiven(@Nullable Secret secret) {
    return secret != null && !secret.value().isEmpty();
  }

  private static Secret checked(String member, @Nullable Secret secret) {
    var value = secret == null ? "" : secret.value();
    if (value.length() > LONGEST_SECRET || value.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid(
          "\"%s\" has at most %,d characters, and no control characters."
              .formatted(member, LONGEST_SECRET));
    }
    return new Secret(value);
  }

  private Problem missing(String member) {
    return Problem.invalid(
        before == null
            ? "\"%s\" is missing.".formatted(member)
            : "\"%s\" is missing: a stored one stays only for the same login at the same hosts."
                .formatted(member));
  }
}
