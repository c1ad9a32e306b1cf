package org.samling.console.web;

import org.jspecify.annotations.Nullable;

/**
 * What the page for signing in shows.
 *
 * @param to where to go afterwards
 * @param username the name that was typed
 * @param problem the words for why somebody is not signed in, or null
 * @param provider what the button says that leads to the identity provider, or null where there is
 *     none
 * @param takesPasswords whether a name and a password may be typed
 */
public record SignInForm(
    String to,
    String username,
    @Nullable String problem,
    @Nullable String provider,
    boolean takesPasswords) {}
