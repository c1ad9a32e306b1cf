/** Tokens, which programs send in place of a password (docs/rest.md). */
@NullMarked
package org.samling.operations.tokens;

import org.jspecify.annotations.NullMarked;
