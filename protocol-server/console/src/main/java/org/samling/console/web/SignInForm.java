package org.samling.console.web;

import org.jspecify.annotations.Nullable;

/**
 * The model of the sign-in page.
 *
 * @param username the typed name
 * @param problem the message key of why signing in failed, or null
 * @param provider the label of the identity provider's button, or null if there is none
 * @param takesPasswords whether the form for name and password is shown
 */
public record SignInForm(
    String to,
    String username,
    @Nullable String problem,
    @Nullable String provider,
    boolean takesPasswords) {}
