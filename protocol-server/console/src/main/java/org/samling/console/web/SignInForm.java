package org.samling.console.web;

/**
 * What the page for signing in shows.
 *
 * @param to where to go afterwards
 * @param username the name that was typed
 * @param isRefused whether it was not right
 */
public record SignInForm(String to, String username, boolean isRefused) {}
