package org.samling.library.config;

import java.time.Duration;
import org.samling.core.login.LoginLimits;
import org.samling.postgres.hashing.HashingLimits;

/**
 * Limits on login attempts, and how long a login counts.
 *
 * @param limits how many logins may fail
 * @param checkedEvery how long a login that comes with every message counts before it is checked
 *     again
 * @param hashing how many PINs and passwords are hashed at once
 */
public record LoginSettings(LoginLimits limits, Duration checkedEvery, HashingLimits hashing) {}
