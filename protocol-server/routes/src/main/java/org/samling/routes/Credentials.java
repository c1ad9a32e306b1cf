package org.samling.routes;

import org.samling.core.organisation.Secret;

/** A user name and a password. */
public record Credentials(String username, Secret password) {}
