import { describe, expect, it } from 'vitest'
import { NETWORKS } from '../network.ts'
import { mayBecome } from './moves.ts'
import { readScopes, wantedScopes } from './scopes.ts'

describe('granted permissions', () => {
  it.each(NETWORKS)('are complete at %s when everything asked for was given', (network) => {
    expect(readScopes(network, wantedScopes(network))).toEqual({ kind: 'complete' })
  })

  it.each(NETWORKS)('are unusable at %s without any', (network) => {
    expect(readScopes(network, []).kind).toBe('unusable')
  })

  it('are limited where only numbers are missing, and say which', () => {
    expect(readScopes('instagram', ['instagram_business_basic'])).toEqual({
      kind: 'limited',
      missingScopes: ['instagram_business_manage_insights'],
      missing: ['numbers'],
    })
  })
})

describe('moves between states', () => {
  it('lead away from connected and limited only by a loss or by turning off', () => {
    expect(mayBecome('disconnected')).toEqual(['connected', 'limited'])
  })

  it('let every state live again', () => {
    expect(mayBecome('connected')).toEqual(['connected', 'limited', 'disconnected', 'off'])
  })
})
