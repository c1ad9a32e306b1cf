/** Privacy: a person's data, its erasure, and the access log. */
@NullMarked
package org.samling.console.privacy;

import org.jspecify.annotations.NullMarked;
