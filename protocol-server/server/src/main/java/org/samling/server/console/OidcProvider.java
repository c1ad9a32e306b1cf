package org.samling.server.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.IdentityProvider;
import org.samling.library.config.OidcSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OpenID Connect provider, used by the authorization code flow with PKCE (OpenID Connect Core
 * 1.0, section 3.1; RFC 7636). Its metadata is fetched at the first login, and cached for an hour.
 *
 * <p>An ID token is accepted that is signed by a key of the provider's set, by RS256 or ES256, is
 * for this server, is valid now, and belongs to the login attempt. Safe for use by many threads.
 */
public final class OidcProvider implements IdentityProvider {

  private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);

  private static final String BACK = "/console/provider/back";
  private static final Duration CACHE_TIME = Duration.ofHours(1);
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 5_000;
  private static final int SET_LIMIT = 256 * 1024;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

  private final OidcSettings settings;
  private final ClientID client;
  private final URI back;
  private volatile @Nullable Known known;

  /** The provider's metadata, and the validator of its tokens. */
  private record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant until) {}

  /** Creates an instance; the provider is contacted at the first login. */
  public OidcProvider(OidcSettings settings) {
    this.settings = settings;
    this.client = new ClientID(settings.clientId());
    this.back = settings.address().resolve(BACK);
  }

  @Override
  public String label() {
    return settings.label();
  }

  @Override
  public boolean acceptsPasswords() {
    return settings.besidePasswords();
  }

  @Override
  public URI address(Attempt attempt) {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, new Scope("openid", "profile"), client, back)
        .endpointURI(known().metadata().getAuthorizationEndpointURI())
        .state(new State(attempt.state()))
        .nonce(new Nonce(attempt.nonce()))
        .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  @Override
  public Optional<String> username(Attempt attempt, String code) {
    var provider = known();
    var request =
        new TokenRequest.Builder(
                provider.metadata().getTokenEndpointURI(),
                new ClientSecretBasic(client, new Secret(settings.clientSecret().value())),
                new AuthorizationCodeGrant(
                    new AuthorizationCode(code), back, new CodeVerifier(attempt.verifier())))
            .build()
            .toHTTPRequest();
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    try {
      var response = OIDCTokenResponseParser.parse(request.send());
      if (!response.indicatesSuccess()) {
        var error = response.toErrorResponse().getErrorObject();
        LOG.warn("the identity provider issued no token: {}", error.getCode());
        return Optional.empty();
      }
      var tokens = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
      return username(provider, attempt, tokens.getIDToken());
    } catch (ParseException e) {
      LOG.warn("the identity provider's answer can't be read: {}", e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw new UnavailableException(e.toString(), e);
    }
  }

  private Optional<String> username(Known provider, Attempt attempt, JWT token) {
    try {
      var claims = provider.validator().validate(token, new Nonce(attempt.nonce()));
      var name = claims.getStringClaim(settings.claim());
      if (name == null || name.isEmpty()) {
        LOG.warn("an ID token was rejected: it has no claim \"{}\"", settings.claim());
      }
      return Optional.ofNullable(name).filter(n -> !n.isEmpty());
    } catch (BadJOSEException e) {
      LOG.warn("an ID token was rejected: {}", e.getMessage());
      return Optional.empty();
    } catch (JOSEException e) {
      throw new UnavailableException(e.toString(), e);
    }
  }

  private Known known() {
    var last = known;
    if (last != null && Instant.now().isBefore(last.until())) {
      return last;
    }
    try {
      var metadata =
          OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), CONNECT_MILLIS, READ_MILLIS);
      var keys =
          JWKSourceBuilder.create(
                  metadata.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, SET_LIMIT))
              .build();
      var next =
          new Known(
              metadata,
              new IDTokenValidator(
                  metadata.getIssuer(),
                  client,
                  new JWSVerificationKeySelector<>(ALGORITHMS, keys),
                  null),
              Instant.now().plus(CACHE_TIME));
      known = next;
      return next;
    } catch (GeneralException | IOException e) {
      throw new UnavailableException(e.toString(), e);
    }
  }
}
