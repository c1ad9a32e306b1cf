/**
 * Interlibrary requests: what libraries ask each other to lend or copy, the states that this goes
 * through, and the port that keeps them. Imports nothing but the JDK, JSpecify and the core.
 */
@NullMarked
package org.samling.core.ill;

import org.jspecify.annotations.NullMarked;
