/** Limits for login attempts, enforced before anything is looked up or hashed for them. */
@NullMarked
package org.samling.core.login;

import org.jspecify.annotations.NullMarked;
