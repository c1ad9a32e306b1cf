package org.samling.server.web;

import static com.nimbusds.jose.JWSAlgorithm.ES256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account.Scope;
import org.samling.library.config.BearerSettings;
import org.samling.routes.ncip.NcipLogin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies a machine by its bearer token from the client credentials grant (OAuth 2.0, RFC 6749,
 * section 4.4; RFC 6750): a JWT that the configured issuer signed with a key of its set (RFC 7517),
 * is for this server, and is valid now. The set is cached for five minutes, fetched again where a
 * token names another key, at most twice in ten seconds, and used for another hour where it can't
 * be fetched.
 *
 * <p>Only RS256 and ES256 are accepted (RFC 7518, section 3.1): keys are public, so a signature by
 * a shared secret, or none, proves nothing. Safe for use by many threads.
 */
public final class BearerTokens {

  private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);

  private static final String BEARER = "Bearer ";
  private static final int LONGEST_TOKEN = 8_192;

  private static final Duration CACHE_TIME = Duration.ofMinutes(5);
  private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(10);
  private static final Duration OUTAGE_TIME = Duration.ofHours(1);
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 5_000;
  private static final int SET_LIMIT = 256 * 1024;

  private final BearerSettings settings;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /** Creates an instance; the set of keys is fetched when the first token comes. */
  public BearerTokens(BearerSettings settings) {
    this.settings = settings;
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(Set.of(RS256, ES256), keys(settings)));
    var claims =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            Set.of(settings.audience()),
            new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
            Set.of("exp"),
            Set.of());
    claims.setMaxClockSkew(Math.toIntExact(settings.skew().toSeconds()));
    processor.setJWTClaimsSetVerifier(claims);
  }

  private static JWKSource<SecurityContext> keys(BearerSettings settings) {
    try {
      return switch (settings.keys()) {
        case BearerSettings.InFile(var file) ->
            JWKSourceBuilder.create(file.toUri().toURL(), _ -> read(file))
                .cache(CACHE_TIME.toMillis(), REFRESH_TIMEOUT.toMillis())
                .refreshAheadCache(false)
                .rateLimited(MIN_INTERVAL.toMillis())
                .build();
        case BearerSettings.AtAddress(var address) ->
            JWKSourceBuilder.create(
                    address.toURL(),
                    new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, SET_LIMIT))
                .cache(CACHE_TIME.toMillis(), REFRESH_TIMEOUT.toMillis())
                .refreshAheadCache(false)
                .rateLimited(MIN_INTERVAL.toMillis())
                .outageTolerant(OUTAGE_TIME.toMillis())
                .build();
      };
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Resource read(Path file) throws IOException {
    if (Files.size(file) > SET_LIMIT) {
      throw new IOException("%s has more than %d bytes".formatted(file, SET_LIMIT));
    }
    return new Resource(Files.readString(file), null);
  }

  /** The token in the header {@code Authorization}, or null where it holds none. */
  static @Nullable String token(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  /** Identifies a machine by its token. May block while the set of keys is fetched. */
  NcipLogin login(String token) {
    if (token.length() > LONGEST_TOKEN) {
      return new NcipLogin.Invalid("The token is too long.");
    }
    try {
      return login(processor.process(token, null));
    } catch (ParseException _) {
      return new NcipLogin.Invalid("The token is not a JWT.");
    } catch (BadJOSEException e) {
      // Logs only the reason, not the token, which may be valid elsewhere.
      LOG.info("a token was rejected: {}", e.getMessage());
      return new NcipLogin.Invalid("The token is not valid: " + e.getMessage() + ".");
    } catch (JOSEException e) {
      LOG.warn("tokens can't be checked: {}", e.getMessage());
      return new NcipLogin.Invalid("Tokens can't be checked at present.");
    }
  }

  private NcipLogin login(JWTClaimsSet claims) throws ParseException {
    var name = claims.getStringClaim(settings.claim());
    if (name == null || name.isEmpty()) {
      return new NcipLogin.Invalid("The token has no claim \"%s\".".formatted(settings.claim()));
    }
    return new NcipLogin.Verified(
        settings.accounts().getOrDefault(name, name), Access.Credential.TOKEN, scopes(claims));
  }

  /**
   * The token's scopes of this server; null where it has none of NCIP. An unknown scope grants
   * nothing, but does not grant everything either.
   */
  private static @Nullable Set<Scope> scopes(JWTClaimsSet claims) {
    var words =
        Stream.of("scope", "scp")
            .flatMap(claim -> words(claims.getClaim(claim)))
            .filter(word -> word.startsWith("ncip:"))
            .toList();
    return words.isEmpty()
        ? null
        : words.stream().map(Scope::of).flatMap(Optional::stream).collect(Collectors.toSet());
  }

  /** The words of a string, or the strings of a list (RFC 8693, section 4.2; others). */
  private static Stream<String> words(@Nullable Object claim) {
    return switch (claim) {
      case String text -> Arrays.stream(text.split(" ", -1));
      case Collection<?> list -> list.stream().map(Object::toString);
      case null, default -> List.<String>of().stream();
    };
  }
}
