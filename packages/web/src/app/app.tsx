import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../common/api/client.js'
import { createAppRouter } from '../routes/router.js'
import { theme } from './theme.js'

const colourSchemes = localStorageColorSchemeManager({ key: 'spoor-colour-scheme' })

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // A refusal stays a refusal; a server that is not there may be coming up.
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && error.code === 'UNREACHABLE',
        retryDelay: 800,
      },
    },
  })
}

/** The whole page: colours, data and routes. */
export function App() {
  const [queryClient] = useState(createQueryClient)
  const [router] = useState(createAppRouter)
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colourSchemes}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
