package org.samling.library.config;

import org.samling.core.login.LoginLimits;
import org.samling.postgres.hashing.HashingLimits;

/**
 * What passwords and PINs that are tried may cost.
 *
 * @param limits how many logins may be wrong
 * @param hashing how many PINs and passwords are hashed at once
 */
public record LoginSettings(LoginLimits limits, HashingLimits hashing) {}
