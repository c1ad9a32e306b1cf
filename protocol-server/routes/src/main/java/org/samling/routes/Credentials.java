package org.samling.routes;

import org.samling.core.organisation.Secret;

/** What somebody logs in with. */
public record Credentials(String username, Secret password) {}
