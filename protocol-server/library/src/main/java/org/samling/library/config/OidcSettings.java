package org.samling.library.config;

import java.net.URI;
import org.samling.core.organisation.Secret;

/**
 * The OpenID Connect provider with which staff sign in to the console.
 *
 * @param issuer its issuer identifier, below which its metadata is (OpenID Connect Discovery 1.0,
 *     section 4)
 * @param clientId the provider's identifier for this server
 * @param clientSecret the secret that authenticates this server
 * @param address where browsers find this server, without a path
 * @param claim the claim of the ID token that holds the user name
 * @param label the label of the button that leads to the provider
 * @param besidePasswords whether staff can still sign in with passwords of this server
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    Secret clientSecret,
    URI address,
    String claim,
    String label,
    boolean besidePasswords) {}
