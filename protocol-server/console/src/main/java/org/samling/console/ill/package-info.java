/** What libraries ask each other for: requests, their messages, and what is done about them. */
@NullMarked
package org.samling.console.ill;

import org.jspecify.annotations.NullMarked;
