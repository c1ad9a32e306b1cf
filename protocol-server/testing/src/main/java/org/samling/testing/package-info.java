/** Utilities shared by the tests of several modules. Never shipped. */
@NullMarked
package org.samling.testing;

import org.jspecify.annotations.NullMarked;
