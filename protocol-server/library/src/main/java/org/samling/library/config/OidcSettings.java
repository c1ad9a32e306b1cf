package org.samling.library.config;

import java.net.URI;
import org.samling.core.organisation.Secret;

/**
 * The provider of OpenID Connect by which staff sign in to the console.
 *
 * @param issuer its issuer identifier, below which its metadata is (OpenID Connect Discovery 1.0,
 *     section 4)
 * @param clientId this server, as the provider calls it
 * @param clientSecret proves that it is this server who asks
 * @param address where browsers find this server, without a path
 * @param claim the claim of the ID token that is the name somebody signs in with
 * @param label what the button says that leads to the provider
 * @param besidePasswords whether passwords of this server still sign somebody in
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    Secret clientSecret,
    URI address,
    String claim,
    String label,
    boolean besidePasswords) {}
