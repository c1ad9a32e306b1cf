package org.samling.library.config;

import org.samling.core.login.LoginLimits;
import org.samling.postgres.hashing.HashingLimits;

/**
 * Limits on login attempts.
 *
 * @param limits how many logins may fail
 * @param hashing how many PINs and passwords are hashed at once
 */
public record LoginSettings(LoginLimits limits, HashingLimits hashing) {}
