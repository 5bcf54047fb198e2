package org.tohost.common.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.fixture.UsersFixture;

final class OAuthSettingsTest {
    private static OAuthSettings bind(String settings) {
        return UsersFixture.bind(
                OAuthSettings.class, settings.replace('\'', '"').replace(';', '\n'));
    }

    @Test
    void testNothingIfNothingIsSet() {
        OAuthSettings none = bind("");
        assertFalse(none.isConfigured());
        assertEquals(Optional.empty(), OAuthTokens.of(none, Clock.systemUTC(), new Random(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.net/keys?x=1",
                "http://127.0.0.1:8080/",
                "http://[::1]:8080/",
            })
    void takeServersByTlsOrHere(String url) {
        String settings = "g_oauth_introspection_url '" + url + "';g_oauth_audience 'mail'";
        assertTrue(bind(settings).isConfigured());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "g_oauth_jwks_url 'http://id.example.net/'|loopback address",
                "g_oauth_jwks_url 'http://localhost/'|loopback address",
                "g_oauth_jwks_url 'ftp://127.0.0.1/'|loopback address",
                "g_oauth_jwks_url 'id.example.net'|loopback address",
                "g_oauth_jwks_url 'https://a b/'|loopback address",
                "g_oauth_introspection_url 'https:///'|loopback address",
                "g_oauth_discovery_url 'http://id.example.net/'|loopback address",
                "g_oauth_jwks_url 'https://a/';g_oauth_introspection_url 'https://a/'|contradicts",
                "g_oauth_jwks_url 'https://a/';g_oauth_audience 'mail'|needs g_oauth_issuer",
                "g_oauth_jwks_url 'https://a/';g_oauth_issuer 'a'|g_oauth_authorized_party",
                "g_oauth_introspection_url 'https://a/'|must be set, or g_oauth_authorized_party",
                "g_oauth_client_id 'mail'|needs g_oauth_client_secret_file",
                "g_oauth_user_claim ''|must be set",
                "g_oauth_user_domain 'a b'|domain",
                "g_oauth_scope 'a b'|a scope is a word",
                "g_oauth_timeout '0s'|g_oauth_timeout",
                "g_oauth_timeout '61s'|g_oauth_timeout",
                "g_oauth_ca_file '/nonexistent/ca.pem'|/nonexistent/ca.pem",
            })
    void areJudgedTogether(String settings, String complaint) {
        String told =
                assertThrows(IllegalArgumentException.class, () -> bind(settings)).getMessage();
        assertTrue(String.valueOf(told).contains(complaint), told);
    }
}
